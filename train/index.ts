import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModel } from './build/model.ts';
import { writeCard } from './card.ts';
import { type CorpusFile, openCorpus } from './data/corpus.ts';
import { readPeople } from './data/people.ts';
import type { Row } from './data/row.ts';
import { simulateAll } from './data/scripts.ts';
import { calibrateScores, caughtHeldOut, levelLogits } from './evaluate/calibrate.ts';
import { crossFit } from './evaluate/crossfit.ts';
import { evaluate } from './evaluate/evaluate.ts';
import { openBuilt } from './evaluate/shipped.ts';
import { fit } from './fit/fit.ts';
import { scalingOf } from './fit/scale.ts';
import { selectFeatures } from './fit/select.ts';
import { createProgress, type Progress } from './progress.ts';
import { FIT, LEFT_OUT, SESSIONS } from './settings.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DATA = process.env.TELLSIGN_DATA ?? join(ROOT, '..', 'shared', 'data');

/** `npm run train`: recordings to `model/tellsign.onnx`, its manifest and its card. */
async function main(): Promise<number> {
  const train = openCorpus(DATA, 'train');
  const test = openCorpus(DATA, 'test');
  for (const corpus of [train, test]) {
    if (corpus.ok) continue;
    process.stderr.write(`${corpus.code}: ${corpus.detail} is not there; training needs the recordings\n`);
    return 1;
  }
  if (!train.ok || !test.ok) return 1;
  const isBots = ({ name }: CorpusFile): boolean => name.includes('bots');
  const bots = train.value.filter(isBots);

  const progress = createProgress(process.stderr, () => performance.now());
  const rows = await makeRows(
    train.value.filter((file) => !isBots(file)),
    progress,
  );
  const options = {
    ...FIT,
    name: 'tellsign',
    selection: selectFeatures(rows, LEFT_OUT),
    scaling: scalingOf(rows),
  };

  progress.stage('calibration on people and families held out');
  const heldOut = crossFit(rows, options, (fold) => progress.at(`fold ${fold + 1}`));
  const levels = levelLogits(heldOut);
  const calibration = calibrateScores(heldOut);

  progress.stage('final fit');
  const source = `people and families held out of the fit, worst recorder: ${levels.worst}`;
  const built = buildModel(fit(rows, options), rows, { ...levels, calibration, source });
  const model = await openBuilt(built);
  save('tellsign.onnx', built.onnx);
  save('manifest.json', `${JSON.stringify(built.manifest)}\n`);

  const evaluation = await evaluate({ model, built, rows, fit: options, test: test.value, bots, progress });
  const files = [...train.value, ...test.value];
  save(
    'CARD.md',
    writeCard({
      built,
      files,
      selection: options.selection,
      evaluation,
      levels,
      caught: caughtHeldOut(heldOut, levels),
    }),
  );
  progress.end();
  return 0;
}

/** Rows of people and of the scripts that do their tasks. */
async function makeRows(files: readonly CorpusFile[], progress: Progress): Promise<Row[]> {
  progress.stage('people');
  const people = await readPeople(files, progress.at);
  progress.stage('scripts');
  const scripts = simulateAll(people, { name: 'script', sessions: SESSIONS, progress: progress.at });
  return [...people.rows, ...people.strokeRows, ...scripts.rows, ...scripts.strokeRows].filter((row) =>
    row.missing.includes(0),
  );
}

function save(name: string, content: string | Uint8Array): void {
  mkdirSync(join(ROOT, 'model'), { recursive: true });
  writeFileSync(join(ROOT, 'model', name), content);
}

process.exitCode = await main();
