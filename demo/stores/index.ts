import { memoryLedger, memoryNearDuplicates, memoryReplay } from 'tellsign/server';
import { probeReplay } from 'tellsign/server/stores';
import type { Stores } from './stores.ts';

export interface StoreOptions {
  /** `redis://…` */
  readonly redisUrl?: string | undefined;
  /** `postgres://…`, or `pglite:` with a folder, or without one for a database in memory. */
  readonly databaseUrl?: string | undefined;
}

const PGLITE = 'pglite:';

/**
 * In this process's memory unless one of the addresses is given; of both, the database is asked. Drivers are loaded when they are needed.
 *
 * @throws when the store cannot be reached, or does not keep what it promises
 */
export async function openStores({ redisUrl, databaseUrl }: StoreOptions = {}): Promise<Stores> {
  const stores = await open(redisUrl, databaseUrl);
  await probeReplay(stores.replay);
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
