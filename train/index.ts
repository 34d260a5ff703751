import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildModel } from './build/model.ts';
import { openCorpus } from './data/corpus.ts';
import { readPeople } from './data/people.ts';
import { simulateAll } from './data/scripts.ts';
import { calibrateScores, levelLogits } from './evaluate/calibrate.ts';
import { crossFit } from './evaluate/crossfit.ts';
import { openBuilt, scoreRows } from './evaluate/shipped.ts';
import { fit } from './fit/fit.ts';
import { auc } from './fit/metrics.ts';
import { scalingOf } from './fit/scale.ts';
import { selectFeatures } from './fit/select.ts';
import { createProgress } from './progress.ts';
import { FIT, LEFT_OUT } from './settings.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const DATA = process.env.TELLSIGN_DATA ?? join(ROOT, '..', 'shared', 'data');

/** `npm run train`: recordings to `model/tellsign.onnx`, its manifest and its card. */
async function main(): Promise<number> {
  const progress = createProgress(process.stderr, () => performance.now());
  const train = openCorpus(DATA, 'train');
  const test = openCorpus(DATA, 'test');
  for (const corpus of [train, test]) {
    if (corpus.ok) continue;
    process.stderr.write(`${corpus.code}: ${corpus.detail} is not there; training needs the recordings\n`);
    return 1;
  }
  if (!train.ok || !test.ok) return 1;

  progress.stage('people');
  const people = await readPeople(train.value.filter(({ name }) => !name.includes('bots')), progress.at);
  progress.stage('scripts');
  const scripts = simulateAll(people, progress.at);
  const rows = [...people.rows, ...people.strokeRows, ...scripts.rows, ...scripts.strokeRows].filter((row) =>
    row.missing.includes(0),
  );

  progress.stage('calibration on people and families held out');
  const options = {
    ...FIT,
    name: 'tellsign',
    selection: selectFeatures(rows, LEFT_OUT),
    scaling: scalingOf(rows),
  };
  const heldOut = crossFit(rows, options, (fold) => progress.at(`fold ${fold + 1}`));
  const levels = levelLogits(heldOut);
  const calibration = calibrateScores(heldOut);

  progress.stage('final fit');
  const fitted = fit(rows, options);
  const source = `held-out people and families of the training set, worst recorder ${levels.worst}: train/evaluate/calibrate.ts`;
  const built = buildModel(fitted, rows, { ...levels, calibration, source });
  mkdirSync(join(ROOT, 'model'), { recursive: true });
  writeFileSync(join(ROOT, 'model', 'tellsign.onnx'), built.onnx);
  writeFileSync(join(ROOT, 'model', 'manifest.json'), `${JSON.stringify(built.manifest, null, 1)}\n`);

  const shipped = scoreRows(await openBuilt(built), built, rows.filter((_, index) => index % 7 === 0));
  const split = (key: 'logit' | 'float') => [false, true].map((label) => shipped.filter(({ row }) => row.automation === label).map((item) => item[key]));
  const [hq = [], bq = []] = split('logit');
  const [hf = [], bf = []] = split('float');
  console.log('int8', auc(hq, bq), 'float', auc(hf, bf), built.onnx.length, built.parameters, levels, calibration);
  progress.end();
  return 0;
}

process.exitCode = await main();
