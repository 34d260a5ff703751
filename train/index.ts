import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeCard } from './card.ts';
import { makeRows, openRecordings } from './data/training.ts';
import { caughtHeldOut } from './evaluate/calibrate.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { produceModel } from './produce.ts';
import { createProgress } from './progress.ts';

const MODEL = join(fileURLToPath(new URL('..', import.meta.url)), 'model');

/** `npm run train`: recordings to `model/tellsign.onnx`, its manifest and its card. */
async function main(): Promise<number> {
  const recordings = openRecordings();
  if (!recordings.ok) {
    const { code, detail } = recordings;
    process.stderr.write(`${code}: ${detail} is not there; training needs the recordings\n`);
    return 1;
  }
  const { train, test, bots } = recordings.value;
  const progress = createProgress(process.stderr, () => performance.now());
  const rows = await makeRows(train, progress);
  const { built, model, options, heldOut, levels } = await produceModel(rows, progress);
  save('tellsign.onnx', built.onnx);
  save('manifest.json', `${JSON.stringify(built.manifest)}\n`);

  const evaluation = await evaluate({ model, built, rows, fit: options, test, bots, progress });
  const { selection } = options;
  const caught = caughtHeldOut(heldOut, levels);
  save(
    'CARD.md',
    writeCard({ built, files: [...train, ...bots, ...test], selection, evaluation, levels, caught }),
  );
  progress.end();
  return 0;
}

function save(name: string, content: string | Uint8Array): void {
  mkdirSync(MODEL, { recursive: true });
  writeFileSync(join(MODEL, name), content);
}

process.exitCode = await main();
