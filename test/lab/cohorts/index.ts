import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Recording } from '../../../src/contract/recording.ts';
import type { Model } from '../../../src/scoring/model.ts';
import { createProgress } from '../../../train/progress.ts';
import { KINDS } from './kinds/index.ts';
import { measureLive } from './live.ts';
import { openPool } from './pool.ts';
import type { CohortResult } from './report.ts';
import { openModel } from './score.ts';
import { tableOf } from './table.ts';
import { measureKind } from './volume.ts';

const HELP = `False alarms by kind of person, scored as \`npm run score\` does: sessions built from recordings of people and, with --live, visits
to the demo shop in a real browser.

  npm run lab -- cohorts [options]

  --train         people of ../shared/data/train, to tune on; without it those of data/test, to report
  --only NAMES    kinds whose name contains one of these, comma-separated
  --sessions N    per kind (default 200); 0 for the live leg alone
  --live N        visits per kind in Chromium under an X server (minutes each)
  --seed TEXT     of every draw (default "cohorts")
  --model FOLDER  with tellsign.onnx and manifest.json (default model)
  --out FOLDER    write every session there, one file a kind in the shared recording format
  --json FILE     results (default .tmp/cohorts.json, with --train .tmp/cohorts-train.json)
  --list          names only
`;

const { values } = parseArgs({
  options: {
    train: { type: 'boolean', default: false },
    only: { type: 'string' },
    sessions: { type: 'string', default: '200' },
    live: { type: 'string', default: '0' },
    seed: { type: 'string', default: 'cohorts' },
    model: { type: 'string', default: 'model' },
    out: { type: 'string' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const split = values.train ? 'train' : 'test';
const only = values.only?.split(',') ?? null;
const progress = createProgress(process.stderr, () => performance.now());

if (values.help) process.stdout.write(HELP);
else if (values.list) process.stdout.write(KINDS.map(({ kind, note }) => `${kind} – ${note}\n`).join(''));
else await main();

async function main(): Promise<void> {
  const sessions = countOf(values.sessions);
  const live = countOf(values.live);
  const model = await openModel(values.model);
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });
  const results = [
    ...(sessions > 0 ? await byVolume(sessions, model) : []),
    ...(live > 0 ? await byBrowser(live, model) : []),
  ];
  progress.end();
  const json = values.json ?? (values.train ? '.tmp/cohorts-train.json' : '.tmp/cohorts.json');
  await mkdir(dirname(json), { recursive: true });
  await writeFile(json, `${JSON.stringify(results, null, 1)}\n`);
  process.stdout.write(`${tableOf(results)}\n`);
}

async function byVolume(sessions: number, model: Model): Promise<CohortResult[]> {
  progress.stage(`people of data/${split}`);
  const pool = await openPool(split, progress.at);
  const results: CohortResult[] = [];
  for (const kind of KINDS.filter(({ kind }) => only?.some((part) => kind.includes(part)) ?? true)) {
    progress.stage(kind.kind);
    const keep = keeper(kind.kind);
    results.push(
      await measureKind(kind, pool, { sessions, seed: values.seed, model, onRecording: keep.write }),
    );
    keep.end();
  }
  return results;
}

async function byBrowser(sessions: number, model: Model): Promise<CohortResult[]> {
  progress.stage('people in a browser');
  const keep = keeper('live');
  let done = 0;
  const results = await measureLive({
    sessions,
    seed: values.seed,
    split,
    model,
    only,
    onVisit({ name, recording, problem }) {
      done += 1;
      progress.stage(`visit ${done}, ${name}${problem === null ? '' : `: ${problem}`}`);
      if (recording) keep.write(recording);
    },
  });
  keep.end();
  return results;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new Error(HELP);
  return count;
}

/** Keeps sessions where `--out` says, if it does. */
function keeper(name: string): { write(recording: Recording): void; end(): void } {
  if (values.out === undefined) return { write: () => {}, end: () => {} };
  const file = createWriteStream(join(values.out, `${name.replace(/\W+/g, '-')}.ndjson`));
  return {
    write: (recording) => void file.write(`${JSON.stringify(recording)}\n`),
    end: () => void file.end(),
  };
}
