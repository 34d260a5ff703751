import { memoryCounters } from 'tellsign/decide';
import { memoryLedger, memoryNearDuplicates, memoryReplay } from 'tellsign/server';
import { probeLedger, probeNearDuplicates, probeReplay } from 'tellsign/server/stores';
import { openDatabase } from './database.ts';
import { openRecords, sqlStores } from './sql.ts';
import type { Database, Memory, Stores } from './stores.ts';

export interface StoreOptions {
  /** `redis://…` */
  readonly redisUrl?: string | undefined;
  /** `postgres://…`, or `pglite:` with a folder, or without one for a database in memory. */
  readonly databaseUrl?: string | undefined;
}

export interface OpenStores extends Memory {
  readonly stores: Stores;
}

/**
 * Opens what the addresses name. Decisions are recorded in the database, or in one inside this process; a
 * card's tries are counted in Redis, or in memory. The verifier's stores are in the database before Redis,
 * and in memory without either.
 *
 * @throws when a store cannot be reached, or does not do what it promises
 */
export async function openStores({ redisUrl, databaseUrl }: StoreOptions = {}): Promise<OpenStores> {
  const database = databaseUrl === undefined ? null : await openDatabase(databaseUrl);
  const redis = redisUrl === undefined ? null : await openRedis(redisUrl);
  const stores = database ? await sqlStores(database) : (redis?.stores ?? memoryStores());
  await Promise.all([
    probeReplay(stores.replay),
    probeLedger(stores.ledger),
    probeNearDuplicates(stores.nearDuplicates),
  ]);
  return {
    stores,
    records: await openRecords(database ?? (await openInMemory())),
    counters: redis?.counters ?? memoryCounters(),
  };
}

/** For one process; lost when it ends. */
export const memoryStores = (): Stores => ({
  replay: memoryReplay({ allowSingleProcess: true }),
  ledger: memoryLedger(),
  nearDuplicates: memoryNearDuplicates(),
});

const openInMemory = (): Promise<Database> => openDatabase('pglite:');

const openRedis = async (url: string) => (await import('./redis.ts')).openRedis(url);
