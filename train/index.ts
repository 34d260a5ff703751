import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPeople } from './data/people.ts';
import type { Row } from './data/row.ts';
import { makeRows, openRecordings } from './data/training.ts';
import { floorOf } from './export/floor.ts';
import { evidenceFor } from './export/model.ts';
import { seenOf } from './export/seen.ts';
import { trainModel } from './model.ts';
import { createProgress } from './progress.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODEL = join(ROOT, 'model');
const WORKER = join(ROOT, 'worker');

const HELP = `npm run train [-- options]: recordings to model/ and what the worker carries of it

  --keep-trees    keeps the trees that score single strokes, which released pages have in worker.js: pages load
                  only models that were fitted with their own (docs/own-model.md)
  --without NAME  leaves one recorder of keys or touch out, with all its people: what is said of it then is said of a
                  recorder never met (npm run lab -- recorders --model FOLDER). Needs --out
  --out FOLDER    writes the model there, and nothing into the worker
`;

const { values: options } = parseArgs({
  options: {
    'keep-trees': { type: 'boolean', default: false },
    without: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/**
 * `npm run train`: recordings to `model/` and what the worker carries of it. `npm run evaluate`
 * measures it.
 */
async function main(): Promise<number> {
  const { without, out, help, 'keep-trees': keepTrees } = options;
  if (help || (without !== undefined && out === undefined)) {
    process.stderr.write(HELP);
    return help ? 0 : 1;
  }
  const recordings = openRecordings();
  if (!recordings.ok) {
    const { code, detail } = recordings;
    process.stderr.write(`${code}: ${detail} is not there; training needs the recordings\n`);
    return 1;
  }
  const progress = createProgress(process.stderr, () => performance.now());
  const files = recordings.value.train.filter(({ name }) => basename(name, '.ndjson.gz') !== without);
  const rows = await makeRows(files, progress);
  const { built } = await trainModel(rows, { progress, keepTrees });
  progress.stage('people the model was not fitted to');
  const unfitted = await readPeople(recordings.value.unfitted, { progress: progress.at });
  const evidenceOf = (row: Row) => evidenceFor(built.fill(row), built.manifest);
  const floor = floorOf(unfitted.rows.map(evidenceOf));
  progress.stage('where the evidence lies');
  const seen = seenOf(rows.map((row) => ({ ...row, evidence: evidenceOf(row) })));
  // The trees score strokes before there is a model.
  if (built.strokeTrees !== null && out === undefined)
    saveCode('features/stroke/trees-data.ts', {
      name: 'STROKE_TREES',
      type: ['TreesData', './trees.ts'],
      value: built.strokeTrees,
    });
  save('tellsign.onnx', built.onnx);
  save('tellsign.weights', built.weights);
  save('manifest.json', `${JSON.stringify({ ...built.manifest, floor, seen })}\n`);
  progress.end();
  return 0;
}

interface Constant {
  readonly name: string;
  /** Name and module. */
  readonly type: readonly [string, string];
  readonly value: object;
}

/** The worker carries numbers of the model in its own code. */
function saveCode(file: string, { name, type: [type, from], value }: Constant): void {
  const lines = [
    '// biome-ignore-all format: one line of numbers, written by training.',
    `import type { ${type} } from '${from}';`,
    '',
    '/** Made and written by `npm run train`, together with `model/tellsign.onnx`; do not edit. */',
    `export const ${name}: ${type} = ${JSON.stringify(value)};`,
    '',
  ];
  writeFileSync(join(WORKER, file), lines.join('\n'));
}

function save(name: string, content: string | Uint8Array): void {
  const folder = options.out === undefined ? MODEL : resolve(options.out);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
}

process.exitCode = await main();
