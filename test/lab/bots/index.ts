import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { readModel } from '../../../train/score.ts';
import { DRIVERS } from './drivers/index.ts';
import type { Outcome } from './outcome.ts';
import { PAGES } from './pages/index.ts';
import { PEOPLE } from './people/index.ts';
import { filesOf, rescore } from './rescore.ts';
import { survey } from './survey.ts';
import { type Judged, tableOf } from './table.ts';

const HELP = `Drives the lab's pages, the demo shop's checkout among them, with every tool, and prints how each session was judged.

  npm run lab -- bots [--only NAME,NAME] [--pages NAME,NAME] [--sessions N] [--seed TEXT] [--workers N] [--out PATH]
  npm run lab -- bots --rescore PATH

  --only      actors whose name contains one of these; "tools" (the default) and "people" name all of a kind
  --pages     of ${PAGES.map(({ name }) => name).join(', ')} (default all, in turn; people know the checkout alone)
  --sessions  visits per actor (default 5)
  --seed      of every draw (default "lab")
  --workers   browsers at a time (default 2)
  --out       keeps each visit as one line of the recording format: a file, gzipped when it ends in .gz, or a folder
  --rescore   drives nothing: scores the recordings of a file or folder with the model as it is now
  --list      names only
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'tools' },
    pages: { type: 'string' },
    sessions: { type: 'string', default: '5' },
    seed: { type: 'string', default: 'lab' },
    workers: { type: 'string', default: '2' },
    out: { type: 'string' },
    rescore: { type: 'string' },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const wanted = values.only.split(',');
const actors = [...DRIVERS, ...PEOPLE].filter(({ name, kind }) =>
  wanted.some((part) => name.includes(part) || part === (kind === 'tool' ? 'tools' : 'people')),
);

if (values.help) process.stdout.write(HELP);
else if (values.list)
  process.stdout.write(actors.map(({ name, note }) => `${name}${note ? ` – ${note}` : ''}\n`).join(''));
else if (values.rescore !== undefined) await rescoreAll(values.rescore);
else await drive();

async function rescoreAll(path: string): Promise<void> {
  const judged = await rescore(await filesOf(path), await readModel(), (problem) => {
    process.stderr.write(`${problem}\n`);
    process.exitCode = 1;
  });
  process.stdout.write(`${tableOf(judged)}\n`);
}

async function drive(): Promise<void> {
  const sessions = countOf(values.sessions);
  const people = actors.some(({ kind }) => kind === 'person');
  const names = values.pages?.split(',') ?? (people ? ['checkout'] : null);
  const pages = PAGES.filter(({ name }) => names?.includes(name) ?? true);
  if (actors.length === 0 || pages.length === 0) throw new Error(HELP);
  const keep = values.out === undefined ? null : openOut(values.out, values.seed);
  let done = 0;
  const outcomes = await survey(actors, {
    sessions,
    seed: values.seed,
    pages,
    model: await readModel(),
    workers: countOf(values.workers),
    onOutcome(outcome) {
      done += 1;
      process.stderr.write(`${done}/${actors.length * sessions} ${progressOf(outcome)}\n`);
      if (outcome.recording) keep?.write(`${JSON.stringify(outcome.recording)}\n`);
    },
  });
  keep?.end();
  process.stdout.write(`${tableOf(outcomes.map(judgedOf))}\n`);
  const compared = outcomes.filter(({ recording }) => recording !== null).length;
  const differing = outcomes.filter(({ mismatch }) => mismatch !== null).length;
  process.stdout.write(
    `\n${compared} of ${outcomes.length} visits recorded; ${differing} rescore differently.\n`,
  );
  if (differing > 0) process.exitCode = 1;
}

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new Error(HELP);
  return count;
}

function openOut(path: string, seed: string): NodeJS.WritableStream {
  const isFile = /\.ndjson(\.gz)?$/.test(path);
  const file = isFile ? path : join(path, `${seed}.ndjson.gz`);
  mkdirSync(dirname(file), { recursive: true });
  if (!file.endsWith('.gz')) return createWriteStream(file, { flags: 'a' });
  const zip = createGzip();
  zip.pipe(createWriteStream(file, { flags: 'a' }));
  return zip;
}

function progressOf({
  actor,
  page,
  session,
  level,
  logit,
  setting,
  parameters,
  error,
  mismatch,
}: Outcome): string {
  const { width, height, dpr, headful } = setting;
  const drawn = Object.entries(parameters).map(
    ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(3)) : value}`,
  );
  return [
    `${actor} #${session} ${page}: ${level}`,
    logit?.toFixed(2),
    `[${width}×${height}@${dpr}${headful ? ' headful' : ''} ${drawn.join(' ')}]`,
    error && `(${error})`,
    mismatch && `MISMATCH ${mismatch}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function judgedOf({ actor, page, level, logit, line }: Outcome): Judged {
  return { actor, page, level, logit, reasons: line?.reasons ?? [], groups: line?.groups ?? {} };
}
