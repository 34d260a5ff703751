import { memoryCounters, memoryRecords } from 'tellsign/decide';
import * as server from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import type { Counters, Decider, Records } from '../../../../src/decide/index.ts';
import type { Random } from '../../../../train/random.ts';
import { createSource } from '../../../fuzz/source.ts';
import { median, type Row, ratio } from '../statistics.ts';
import {
  type Database,
  openClusterCounters,
  openFolder,
  openRedisCounters,
  openServer,
} from './databases.ts';
import { createVerdicts, decideFor, openDecider, PEOPLE } from './people.ts';

/** Chosen: the median of nine; ratios of a round are taken within it, because the machine's speed drifts. */
const ROUNDS = 9;
const WARM_UP = 3;
/** Decisions of a round, one after the other, each with an empty commit beside it. */
const DECISIONS = 100;
/** Decisions of a round, in flight together. */
const BURST = 400;
const TOGETHER = 16;

/**
 * A whole decision, with its verdict's reasons, beside empty commits of the same database in the same rounds.
 * One after the other, on the clock: `DECISIONS` of each, in turns. Together: processor time of this process,
 * which says how many decisions one core of it carries.
 */
export async function benchStores(random: Random): Promise<Row[]> {
  const source = await createSource({ ...server, loadModel });
  const setting = { verify: createVerdicts(source, random), random };
  const rows: Row[] = [];
  const databases = { PostgreSQL: openServer, PGlite: openFolder };
  for (const [name, open] of Object.entries(databases)) {
    const database = await open();
    if (database === null) {
      rows.push({ what: `decision, ${name}`, value: '–', peer: 'is not installed' });
      continue;
    }
    try {
      rows.push(...(await besideCommits(name, database, setting)));
    } finally {
      await database.close();
    }
  }
  return [...rows, ...(await perProcess(setting))];
}

interface Setting {
  readonly verify: ReturnType<typeof createVerdicts>;
  readonly random: Random;
}

async function besideCommits(name: string, database: Database, setting: Setting): Promise<Row[]> {
  const decider = await openDecider(database.records, database.counters);
  const commits: number[] = [];
  const decisions: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const own: number[] = [];
    const empty: number[] = [];
    for (let i = 0; i < DECISIONS; i++) {
      const verification = await setting.verify();
      const person = setting.random.integer(1, PEOPLE);
      empty.push(await millis(() => database.commit()));
      own.push(await millis(() => decideFor(decider, verification, person)));
    }
    if (round < 0) continue;
    commits.push(median(empty));
    decisions.push(median(own));
  }
  return [
    { what: `empty commit, ${name}`, value: `${median(commits).toFixed(2)} ms` },
    {
      what: `decision, records and counters in ${name}`,
      value: `${median(decisions).toFixed(2)} ms`,
      peer: `${ratio(decisions, commits)} empty commit`,
    },
  ];
}

async function millis(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

/** Processor time of a decision in this process, and what one core of it carries. */
async function perProcess(setting: Setting): Promise<Row[]> {
  const rows: Row[] = [];
  async function measure(what: string, records: Records | null, counters: Counters): Promise<void> {
    const micros = await cpuOf(await openDecider(records, counters), setting);
    rows.push({
      what: `decisions together, ${what}`,
      value: `${micros.toFixed(0)} µs`,
      peer: `of one core: ${Math.round(1e6 / micros).toLocaleString('en')} a second`,
    });
  }
  await measure('all in memory', memoryRecords(), memoryCounters());
  for (const [name, open] of Object.entries({ PostgreSQL: openServer, PGlite: openFolder })) {
    const database = await open();
    if (database === null) continue;
    await measure(`all in ${name}`, database.records, database.counters);
    await measure(`records in ${name}, counters in memory`, database.records, memoryCounters());
    await database.close();
  }
  for (const [name, open] of Object.entries({
    Redis: openRedisCounters,
    'Redis Cluster': openClusterCounters,
  })) {
    const counting = await open();
    if (counting === null) continue;
    await measure(`counters in ${name}, no records`, null, counting.counters);
    await counting.close();
  }
  return rows;
}

async function cpuOf(decider: Decider, { verify, random }: Setting): Promise<number> {
  const costs: number[] = [];
  for (let round = -1; round < ROUNDS / 3; round++) {
    const verified = [];
    for (let i = 0; i < BURST; i++) verified.push(await verify());
    const queue = verified.values();
    const before = process.cpuUsage();
    await Promise.all(
      Array.from({ length: TOGETHER }, async () => {
        for (const verification of queue) await decideFor(decider, verification, random.integer(1, PEOPLE));
      }),
    );
    const { user, system } = process.cpuUsage(before);
    if (round >= 0) costs.push((user + system) / BURST);
  }
  return median(costs);
}
