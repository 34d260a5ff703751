import { memoryLedger, memoryNearDuplicates, memoryReplay } from 'tellsign/server';
import { probeLedger, probeNearDuplicates, probeReplay } from 'tellsign/server/stores';
import type { Stores } from './stores.ts';

export interface StoreOptions {
  /** `redis://…` */
  readonly redisUrl?: string | undefined;
  /** `postgres://…`, or `pglite:` with a folder, or without one for a database in memory. */
  readonly databaseUrl?: string | undefined;
}

const PGLITE = 'pglite:';

/**
 * Opens the stores that the addresses name: a database before Redis, and this process's memory without
 * either. Drivers are loaded when they are needed.
 *
 * @throws when a store cannot be reached, or does not do what it promises
 */
export async function openStores({ redisUrl, databaseUrl }: StoreOptions = {}): Promise<Stores> {
  const stores = await open(redisUrl, databaseUrl);
  await Promise.all([
    probeReplay(stores.replay),
    probeLedger(stores.ledger),
    probeNearDuplicates(stores.nearDuplicates),
  ]);
  return stores;
}

async function open(redisUrl: string | undefined, databaseUrl: string | undefined): Promise<Stores> {
  if (databaseUrl?.startsWith(PGLITE))
    return (await import('./pglite.ts')).openPglite(databaseUrl.slice(PGLITE.length));
  if (databaseUrl !== undefined) return (await import('./postgres.ts')).openPostgres(databaseUrl);
  if (redisUrl !== undefined) return (await import('./redis.ts')).openRedis(redisUrl);
  return {
    replay: memoryReplay({ allowSingleProcess: true }),
    ledger: memoryLedger(),
    nearDuplicates: memoryNearDuplicates(),
  };
}
