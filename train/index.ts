import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeRows, openRecordings } from './data/training.ts';
import { produceModel } from './produce.ts';
import { createProgress } from './progress.ts';

const MODEL = join(fileURLToPath(new URL('..', import.meta.url)), 'model');

/** `npm run train`: recordings to `model/tellsign.onnx` and its manifest. How well it does is for `npm run evaluate` to say. */
async function main(): Promise<number> {
  const recordings = openRecordings();
  if (!recordings.ok) {
    const { code, detail } = recordings;
    process.stderr.write(`${code}: ${detail} is not there; training needs the recordings\n`);
    return 1;
  }
  const progress = createProgress(process.stderr, () => performance.now());
  const rows = await makeRows(recordings.value.train, progress);
  const { built } = await produceModel(rows, progress);
  save('tellsign.onnx', built.onnx);
  save('manifest.json', `${JSON.stringify(built.manifest)}\n`);
  progress.end();
  return 0;
}

function save(name: string, content: string | Uint8Array): void {
  mkdirSync(MODEL, { recursive: true });
  writeFileSync(join(MODEL, name), content);
}

process.exitCode = await main();
