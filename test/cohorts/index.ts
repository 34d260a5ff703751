import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createProgress } from '../../train/progress.ts';
import { KINDS } from './kinds/index.ts';
import { openPool } from './pool.ts';
import type { CohortResult } from './report.ts';
import { openModel } from './score.ts';
import { tableOf } from './table.ts';
import { measureKind } from './volume.ts';

const HELP = `False alarms by kind of person: sessions built from recordings of people, scored as \`npm run score\` does.

  npm run cohorts -- [options]

  --train         people of ../shared/data/train, to tune on; without it those of data/test, to report
  --only NAMES    kinds whose name contains one of these, comma-separated
  --sessions N    per kind (default 200)
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
    seed: { type: 'string', default: 'cohorts' },
    model: { type: 'string', default: 'model' },
    out: { type: 'string' },
    json: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) process.stdout.write(HELP);
else if (values.list) process.stdout.write(KINDS.map(({ kind, note }) => `${kind} – ${note}\n`).join(''));
else await main();

async function main(): Promise<void> {
  const sessions = Number(values.sessions);
  const wanted = values.only?.split(',');
  const kinds = KINDS.filter(({ kind }) => wanted?.some((part) => kind.includes(part)) ?? true);
  if (!Number.isInteger(sessions) || sessions < 1 || kinds.length === 0) throw new Error(HELP);
  const split = values.train ? 'train' : 'test';
  const progress = createProgress(process.stderr, () => performance.now());
  progress.stage(`people of data/${split}`);
  const pool = await openPool(split, progress.at);
  const model = await openModel(values.model);
  if (values.out !== undefined) await mkdir(values.out, { recursive: true });
  const results: CohortResult[] = [];
  for (const kind of kinds) {
    progress.stage(kind.kind);
    const file = values.out === undefined ? null : open(values.out, kind.kind);
    results.push(
      await measureKind(kind, pool, {
        sessions,
        seed: values.seed,
        model,
        onRecording: (recording) => file?.write(`${JSON.stringify(recording)}\n`),
      }),
    );
    file?.end();
  }
  progress.end();
  const json = values.json ?? (values.train ? '.tmp/cohorts-train.json' : '.tmp/cohorts.json');
  await mkdir('.tmp', { recursive: true });
  await writeFile(json, `${JSON.stringify(results, null, 1)}\n`);
  process.stdout.write(`${tableOf(results)}\n`);
}

function open(folder: string, kind: string): WriteStream {
  return createWriteStream(join(folder, `${kind.replace(/\W+/g, '-')}.ndjson`));
}
