import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openRecordings, type Recordings } from '../data/training.ts';
import { produceModel } from '../produce.ts';
import { createProgress, type Progress } from '../progress.ts';
import { writeCard } from '../report/card.ts';
import { readNeighbours } from '../report/neighbours.ts';
import { writePage } from '../report/page.ts';
import type { Report } from '../report/report.ts';
import { cached, cachePath, readCached, sourceHash, writeCached } from './cache.ts';
import { caughtHeldOut } from './calibrate.ts';
import { makeDataset } from './dataset.ts';
import { FULL, planOf, QUICK } from './plan.ts';
import { runTrials } from './pool.ts';
import { examineProduct } from './product.ts';
import { protocolOf, type Tried } from './results.ts';
import { openBuilt } from './shipped.ts';
import type { Trial, TrialScores } from './trial.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODEL = join(ROOT, 'model');

const USAGE = `usage: npm run evaluate [-- --quick]

Leaves families, people and recorders out of the fit, one after the other, and writes what came of it to model/CARD.md and
model/report.html. Results are kept in .tmp/evaluate until a source they depend on changes.

  --quick  one seed, no comparison, reported on held-out training people instead of the test set: for choosing. Writes to .tmp.
`;

/** Sources that decide what a session's features are, and those that decide what a fit makes of them. */
const DATA_SOURCES = ['data', 'families', 'simulate', 'settings.ts', 'random.ts', 'evaluate/dataset.ts']
  .map((name) => `train/${name}`)
  .concat('worker/features', 'worker/session.ts', 'src/contract', 'src/wire');
const FIT_SOURCES = ['trial', 'views', 'ablate', 'calibrate', 'crossfit', 'evidence', 'learner']
  .map((name) => `train/evaluate/${name}.ts`)
  .concat('train/fit', 'train/compare', 'train/hand', 'train/build', 'train/produce.ts');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const recordings = openRecordings();
  if (!recordings.ok) {
    process.stderr.write(
      `${recordings.code}: ${recordings.detail} is not there; evaluation needs the recordings\n`,
    );
    return 1;
  }
  const progress = createProgress(process.stderr, () => performance.now());
  const report = await evaluate(recordings.value, { quick: values.quick, progress });
  if (report === null) {
    process.stderr.write('model/tellsign.onnx is not what this tree trains: run npm run train first\n');
    return 1;
  }
  const folder = values.quick ? join(ROOT, '.tmp') : MODEL;
  writeFileSync(join(folder, 'CARD.md'), writeCard(report));
  writeFileSync(join(folder, 'report.html'), writePage(report));
  progress.end();
  process.stderr.write(`wrote ${join(folder, 'CARD.md')} and report.html\n`);
  return 0;
}

/** Null when the committed model is not the one that these sources and recordings make. */
async function evaluate(
  recordings: Recordings,
  { quick, progress }: { readonly quick: boolean; readonly progress: Progress },
): Promise<Report | null> {
  const files = [...recordings.train, ...recordings.bots, ...recordings.test];
  const data = `${files.map(({ sha256 }) => sha256.slice(0, 4)).join('')}-${sourceHash(...DATA_SOURCES)}`;
  const sources = `${data}-${sourceHash(...FIT_SOURCES)}`;
  const datasetName = `dataset-${data}`;
  const dataset = await cached(datasetName, () => makeDataset(recordings, progress));

  const product = await cached(`product-${sources}`, async () => {
    const { built, options, heldOut, levels } = await produceModel(dataset.train, progress);
    return { built, selection: options.selection, levels, caught: caughtHeldOut(heldOut, levels) };
  });
  const { built } = product;
  if (!quick && !readFileSync(join(MODEL, 'tellsign.onnx')).equals(built.onnx)) return null;

  const scale = quick ? QUICK : FULL;
  const tried = await tryAll(planOf(dataset, scale), { dataset: datasetName, sources, progress });
  progress.stage('figures and intervals');
  const { calibration } = built.manifest;
  const protocol = await cached(`protocol-${quick}-${sources}-${sourceHash('train/evaluate')}`, () =>
    protocolOf({ dataset, tried, calibration, progress: progress.at }),
  );
  progress.stage('the shipped model');
  const examined = await cached(
    `examined-${sources}-${sourceHash('train/evaluate', 'src/scoring')}`,
    async () => examineProduct({ built, model: await openBuilt(built) }, dataset),
  );
  return { quick, scale, files, product, protocol, examined, neighbours: readNeighbours(ROOT) };
}

interface TryOptions {
  readonly dataset: string;
  readonly sources: string;
  readonly progress: Progress;
}

/** Runs what no earlier run has left, on all processors. */
async function tryAll(
  trials: readonly Trial[],
  { dataset, sources, progress }: TryOptions,
): Promise<Tried[]> {
  const nameOf = (trial: Trial): string =>
    `trial-${sources}-${createHash('sha256').update(JSON.stringify(trial)).digest('hex').slice(0, 16)}`;
  const scores = new Map<Trial, TrialScores>();
  for (const trial of trials) {
    const found = readCached<TrialScores>(nameOf(trial));
    if (found !== null) scores.set(trial, found);
  }
  progress.stage(`leaving out: ${trials.length} fits, ${scores.size} of them done before`);
  await runTrials(
    trials.filter((trial) => !scores.has(trial)),
    {
      processes: availableParallelism(),
      dataset: cachePath(dataset),
      onDone(trial, result) {
        scores.set(trial, result);
        writeCached(nameOf(trial), result);
        progress.at(`${scores.size} of ${trials.length}, ${trial.learner}`);
        if (scores.size % 20 === 0) progress.stage(`${scores.size} of ${trials.length} fits`);
      },
    },
  );
  return trials.flatMap((trial) => {
    const found = scores.get(trial);
    return found === undefined ? [] : [{ trial, scores: found }];
  });
}

process.exitCode = await main();
