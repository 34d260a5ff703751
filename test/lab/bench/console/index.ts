import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createConsole } from 'tellsign/console';
import { median, ratio } from '../statistics.ts';
import { decideVisits, multiply, openDesk } from './fill.ts';

/**
 * `npm run bench -- console`: pages of the console on PGlite with 100,000 decisions and 5,000 open cases,
 * against the same pages on an empty database, and on one with 1,000 decisions and 50 cases. All times are of
 * the processor.
 */
const TIMES = 100;
/** Chosen: the median of thirty; ratios are of one round, because the machine's speed drifts. */
const ROUNDS = 30;
const WARM_UP = 5;
const WIDTH = 62;
const ORIGIN = 'https://shop.example';

const nowMs = Date.now();
const folder = mkdtempSync(join(tmpdir(), 'tellsign-bench-'));
const reviewer = { id: 'bench', roles: ['read', 'label', 'publish'] } as const;

async function open(name: string) {
  const db = await PGlite.create(join(folder, name));
  const desk = await openDesk(db, nowMs);
  const app = createConsole({
    ...{ ...desk, currency: 'EUR', path: '', now: () => nowMs },
    reviewerOf: () => reviewer,
  });
  /** Processor time of a whole page, milliseconds: the database runs in this process. */
  const timeOf = async (path: string) => {
    const start = process.cpuUsage();
    const answer = await app.request(`${ORIGIN}${path}`);
    const text = await answer.text();
    if (answer.status !== 200)
      throw new Error(`${name}${path} answers ${answer.status}: ${text.slice(0, 200)}`);
    const { user, system } = process.cpuUsage(start);
    return { ms: (user + system) / 1000, text };
  };
  return { name, db, desk, timeOf };
}

const tell = (what: string, value: string, peer = '') =>
  console.log(`${what.padEnd(WIDTH)}${value.padStart(12)}  ${peer}`.trimEnd());
const inMs = (values: readonly number[]) => `${median(values).toFixed(1)} ms`;

console.log(
  `Node ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}, load ${loadavg()[0]?.toFixed(1)}\n`,
);
try {
  const [empty, small, full] = [await open('empty'), await open('small'), await open('full')];
  for (const { desk } of [small, full]) await decideVisits(desk, nowMs);
  await multiply(full.db, TIMES, nowMs);
  const { rows } = await full.db.query<{ decisions: number; cases: number }>(
    `SELECT (SELECT count(*) FROM tellsign_decision)::int AS decisions,
      (SELECT count(*) FROM tellsign_alert_case WHERE closed IS NULL)::int AS cases`,
  );
  console.log(`${rows[0]?.decisions} decisions, ${rows[0]?.cases} open cases\n`);
  for (const one of [empty, small, full])
    tell(`first queue page of the day, ${one.name}`, `${(await one.timeOf('/')).ms.toFixed(1)} ms`);
  const firstCase = (text: string) => /\/case\/[\w-]+(?=" data-row)/.exec(text)?.[0] ?? '';
  const PAGES = [
    ['queue', '/', '/', empty],
    ['queue, the last page', '/', '/?page=101', empty],
    ['queue, against one page of cases', '/', '/', small],
    ['case', firstCase((await small.timeOf('/')).text), firstCase((await full.timeOf('/')).text), small],
  ] as const;
  for (const [what, path, fullPath, peer] of PAGES) {
    const own: number[] = [];
    const others: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const [a, b] = [await peer.timeOf(path), await full.timeOf(fullPath)];
      if (round < 0) continue;
      others.push(a.ms);
      own.push(b.ms);
    }
    tell(what, inMs(own), `${ratio(own, others)} of ${inMs(others)}, ${peer.name}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
