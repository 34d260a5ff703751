import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openRecordings, type Recordings } from './data/training.ts';
import { cached, readCached, sourceHash, writeCached } from './evaluate/cache.ts';
import { type PartName, readDataset } from './evaluate/dataset.ts';
import type { LearnerName } from './evaluate/learner.ts';
import { FULL, planOf, QUICK } from './evaluate/plan.ts';
import { makePart, runTrials } from './evaluate/pool.ts';
import { examineProduct } from './evaluate/product.ts';
import { protocolOf, type Tried } from './evaluate/results.ts';
import { scoreTools } from './evaluate/tools.ts';
import type { Trial, TrialScores } from './evaluate/trial.ts';
import { caughtHeldOut } from './fit/calibration.ts';
import { trainModel } from './model.ts';
import { createProgress, type Progress } from './progress.ts';
import { writeCard } from './report/card.ts';
import { readNeighbours } from './report/neighbours.ts';
import { writePage } from './report/page.ts';
import type { Report } from './report/report.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MODEL = join(ROOT, 'model');
const PARTS: readonly PartName[] = ['train', 'test'];
/** Where `npm run lab -- bots --out .tmp/bots` leaves its recordings. */
const BOTS = join(ROOT, '.tmp', 'bots');

const USAGE = `usage: npm run evaluate [-- --quick]

Leaves families, people and recorders out of the fit, one after the other, and writes what came of it to model/CARD.md and
model/report.html. Results are kept in .tmp/evaluate until a source they depend on changes.

  --quick  one seed, no comparison, reported on held-out training people instead of the test set: for choosing. Writes to .tmp.
`;

/**
 * The modules that decide a session's features, and those that decide a fit; each with all that it imports.
 */
const DATA_SOURCES = ['train/evaluate/dataset.ts'];
const FIT_SOURCES = ['train/evaluate/trial.ts', 'train/model.ts'];

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

/** Null if these sources and recordings give another model than the committed one. */
async function evaluate(
  recordings: Recordings,
  { quick, progress }: { readonly quick: boolean; readonly progress: Progress },
): Promise<Report | null> {
  const files = [...recordings.train, ...recordings.bots, ...recordings.test];
  const data = `${files.map(({ sha256 }) => sha256.slice(0, 4)).join('')}-${sourceHash(...DATA_SOURCES)}`;
  const sources = `${data}-${sourceHash(...FIT_SOURCES)}`;
  const names = PARTS.map((part) => `${part}-${data}`);
  progress.stage('sessions of people and scripts');
  await Promise.all(
    PARTS.map((part, i) => {
      const name = names[i] ?? part;
      return readCached(name) === null ? makePart(part, { recordings, name }) : null;
    }),
  );
  const dataset = readDataset(names);

  const shipped = await cached(`shipped-${sources}-${sourceHash('train/evaluate/product.ts')}`, async () => {
    const product = await trainModel(dataset.train, { progress });
    progress.stage('the shipped model');
    const { options, levels, heldOut } = product;
    const { manifest, onnx, parameters } = product.built;
    const made = { manifest, onnx, parameters, levels, selection: options.selection };
    const examined = await examineProduct(product, dataset);
    return { product: { ...made, caught: caughtHeldOut(heldOut, levels) }, examined };
  });
  const { product } = shipped;
  if (!quick && !readFileSync(join(MODEL, 'tellsign.onnx')).equals(product.onnx)) return null;

  const scale = quick ? QUICK : FULL;
  const tried = await tryAll(planOf(dataset, scale), { dataset: names, sources, progress });
  progress.stage('figures and intervals');
  const { calibration } = product.manifest;
  const protocol = await cached(
    `protocol-${quick}-${sources}-${sourceHash('train/evaluate/results.ts')}`,
    () => protocolOf({ dataset, tried, calibration, progress: progress.at }),
  );
  progress.stage('recordings of tools in a real browser');
  const tools = await scoreTools(BOTS, product, progress.at);
  return { quick, scale, files, ...shipped, protocol, tools, neighbours: readNeighbours(ROOT) };
}

interface TryOptions {
  readonly dataset: readonly string[];
  readonly sources: string;
  readonly progress: Progress;
}

/** Runs the trials that no earlier run has finished, on all processors. */
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
  progress.stage(`leaving out: ${trials.length} rounds, ${scores.size} of them done before`);
  await runTrials(
    trials.filter((trial) => !scores.has(trial)),
    {
      processes: availableParallelism(),
      dataset,
      onDone(trial, result) {
        scores.set(trial, result);
        writeCached(nameOf(trial), result);
        progress.at(`${scores.size} of ${trials.length}`);
        if (scores.size % 20 === 0) progress.stage(`${scores.size} of ${trials.length} rounds`);
      },
    },
  );
  return trials.flatMap((trial) =>
    Object.entries(scores.get(trial) ?? {}).map(([learner, found]) => ({
      trial,
      learner: learner as LearnerName, // a key of `TrialScores`
      scores: found,
    })),
  );
}

process.exitCode = await main();
