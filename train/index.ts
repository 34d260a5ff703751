import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ForestData } from '../worker/features/forest.ts';
import { makeRows, openRecordings } from './data/training.ts';
import { produceModel } from './produce.ts';
import { createProgress } from './progress.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODEL = join(ROOT, 'model');
const WORKER = join(ROOT, 'worker', 'features');

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
  if (built.forest !== null) saveForest(built.forest);
  save('tellsign.onnx', built.onnx);
  save('manifest.json', `${JSON.stringify(built.manifest)}\n`);
  progress.end();
  return 0;
}

/** The worker carries its forest in its own code: it judges strokes before a model is there. */
function saveForest(forest: ForestData): void {
  const lines = [
    '// biome-ignore-all format: one line of numbers, written by training.',
    "import type { ForestData } from './forest.ts';",
    '',
    '/** Grown and written by `npm run train`, together with `model/tellsign.onnx`; do not edit. */',
    `export const FOREST: ForestData = ${JSON.stringify(forest)};`,
    '',
  ];
  writeFileSync(join(WORKER, 'forest-data.ts'), lines.join('\n'));
}

function save(name: string, content: string | Uint8Array): void {
  mkdirSync(MODEL, { recursive: true });
  writeFileSync(join(MODEL, name), content);
}

process.exitCode = await main();
