import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { createClient } from 'redis';
import type { KeyLedger } from '../../src/server/stores/ledger.ts';
import { memoryLedger } from '../../src/server/stores/memory-ledger.ts';
import { memoryNearDuplicates } from '../../src/server/stores/memory-near-duplicates.ts';
import { memoryReplay } from '../../src/server/stores/memory-replay.ts';
import type { NearDuplicateStore } from '../../src/server/stores/near-duplicates.ts';
import { redisLedger } from '../../src/server/stores/redis-ledger.ts';
import { redisNearDuplicates } from '../../src/server/stores/redis-near-duplicates.ts';
import { redisReplay } from '../../src/server/stores/redis-replay.ts';
import type { ReplayStore } from '../../src/server/stores/replay.ts';
import { ledgerTable, sqlLedger } from '../../src/server/stores/sql-ledger.ts';
import { nearDuplicateTable, sqlNearDuplicates } from '../../src/server/stores/sql-near-duplicates.ts';
import { replayTable, sqlReplay } from '../../src/server/stores/sql-replay.ts';
import type { SqlClient, SqlTableOptions } from '../../src/server/stores/sql-table.ts';

/** The three stores through a client of their own, as one process of a backend has them. */
export interface Opened {
  readonly store: ReplayStore;
  readonly ledger: KeyLedger;
  readonly nearDuplicates: NearDuplicateStore;
  close(): Promise<void>;
}

/** What a racing process is told about its store. */
export interface Address {
  readonly kind: 'redis' | 'postgres';
  readonly port: number;
}

const quiet = () => undefined;

/** A client that fails at once while the server is away, and comes back by itself. */
export async function connectRedis(port: number) {
  const client = createClient({
    url: `redis://127.0.0.1:${port}`,
    disableOfflineQueue: true,
    // Its own 5 s would end a race on a crowded machine; the verifier has its own time limit.
    commandOptions: { timeout: 60_000 },
    socket: { reconnectStrategy: 20 },
  });
  client.on('error', quiet);
  await client.connect();
  return client;
}

export function connectPostgres(port: number, max = 8): pg.Pool {
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'tellsign', database: 'postgres', max });
  pool.on('error', quiet);
  return pool;
}

export async function openStore({ kind, port }: Address): Promise<Opened> {
  if (kind === 'redis') return openRedisStores(await connectRedis(port));
  const pool = connectPostgres(port);
  await createTables(pool);
  return { ...openSqlStores(pool), close: () => pool.end() };
}

export const openRedisStores = (client: Awaited<ReturnType<typeof connectRedis>>): Opened => ({
  store: redisReplay(client),
  ledger: redisLedger(client),
  nearDuplicates: redisNearDuplicates(client),
  close: async () => client.destroy(),
});

/** The client is the caller's to close. */
export const openSqlStores = (client: SqlClient, options: SqlTableOptions = {}): Opened => ({
  store: sqlReplay(client, options),
  ledger: sqlLedger(client, options),
  nearDuplicates: sqlNearDuplicates(client, options),
  close: async () => undefined,
});

async function createTables(client: SqlClient): Promise<void> {
  for (const statement of [replayTable(), ledgerTable(), nearDuplicateTable()]) await client.query(statement);
}

export async function openPglite(folder?: string): Promise<Opened & { readonly db: PGlite }> {
  const db = await PGlite.create(folder);
  await createTables(db);
  return { db, ...openSqlStores(db, { allowSingleProcess: true }), close: () => db.close() };
}

export const openMemory = (): Opened => ({
  store: memoryReplay({ allowSingleProcess: true }),
  ledger: memoryLedger(),
  nearDuplicates: memoryNearDuplicates(),
  close: async () => undefined,
});
