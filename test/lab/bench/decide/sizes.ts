import * as server from 'tellsign/server';
import { loadModel } from 'tellsign/server/model';
import type { Random } from '../../../../train/random.ts';
import { createSource } from '../../../fuzz/source.ts';
import type { Row } from '../statistics.ts';
import {
  type Counting,
  openClusterCounters,
  openMemoryCounters,
  openRedisCounters,
  openServer,
} from './databases.ts';
import { createVerdicts, decideFor, openDecider } from './people.ts';

/** Accounts, keys and cards that are counted. Chosen: a share of a start-up is less than a byte of each. */
const PEOPLE = 20_000;
/** Decisions of as many people: pages of the tables' indexes are as full as they stay. */
const DECISIONS = 2000;

/** Bytes that counters hold for one account, key or card, and a database for one decision. */
export async function benchSizes(random: Random): Promise<Row[]> {
  const rows: Row[] = [];
  const kinds = {
    memory: async () => openMemoryCounters(),
    Redis: openRedisCounters,
    'Redis Cluster': openClusterCounters,
  };
  for (const [name, open] of Object.entries(kinds)) {
    const counting = await open();
    if (counting === null) continue;
    rows.push({
      what: `counters in ${name}, one account, key or card`,
      value: `${await bytesOf(counting)} B`,
      peer: 'with one attempt, for a day',
    });
    await counting.close();
  }
  return [...rows, ...(await tableRows(random))];
}

/** Names are as long as those of the door. */
const nameOf = (kind: string, person: number): string => `${kind}${person}`.padEnd(22, '-');

async function bytesOf({ counters, usedBytes }: Counting): Promise<number> {
  const before = await usedBytes();
  const count = (person: number) => {
    const [account, card] = [nameOf('a', person), nameOf('c', person)];
    const entities = { key: nameOf('k', person), account, card };
    return counters.count({ atMs: Date.now(), entities, isRefused: false, amount: 40, account, card });
  };
  for (let from = 0; from < PEOPLE; from += 100)
    await Promise.all(Array.from({ length: 100 }, (_, i) => count(from + i)));
  const bytes = (await usedBytes()) - before;
  // A use after the measurement, so that nothing was collected before.
  await count(0);
  return Math.round(bytes / PEOPLE / 3);
}

/** Tables, with their indexes, and what one of their rows is. */
const TABLES = {
  tellsign_decision: 'decision',
  tellsign_facts: 'decision, its facts',
  tellsign_sighting: 'decision, its place',
  tellsign_known_key: 'key of an account',
  tellsign_counter: 'entity and minute',
  tellsign_counter_name: 'name an entity was seen with',
} as const;

async function tableRows(random: Random): Promise<readonly Row[]> {
  const database = await openServer();
  if (database === null) return [{ what: 'tables in PostgreSQL', value: '–', peer: 'is not installed' }];
  try {
    const verify = createVerdicts(await createSource({ ...server, loadModel }), random);
    const decider = await openDecider(database.records, database.counters);
    // Visits that are allowed: their places and keys are remembered.
    const allowed = async () =>
      Object.create(await verify(), { level: { value: 'low' }, flags: { value: [] } });
    for (let person = 0; person < DECISIONS; person++) await decideFor(decider, await allowed(), person);
    const rows: Row[] = [];
    for (const [table, what] of Object.entries(TABLES)) {
      const [size] = await database.ask<{ readonly bytes: number; readonly rows: number }>(
        `SELECT (SELECT count(*)::float8 FROM ${table}) AS rows, sum(pg_total_relation_size(oid))::float8 AS bytes
        FROM pg_class WHERE relkind = 'r' AND relname ~ '^${table}(_rest|_[0-9]+)?$'`,
      );
      const { rows: count = 0, bytes = 0 } = size ?? {};
      rows.push({
        what: `${table}, one ${what}`,
        value: `${Math.round(bytes / count)} B`,
        peer: `with indexes; ${(count / DECISIONS).toFixed(1)} a decision`,
      });
    }
    return rows;
  } finally {
    await database.close();
  }
}
