/**
 * `tellsign/server/stores`: where used nonces, keys and sketches are kept when more than one process
 * verifies, or one that restarts.
 */

export type { KeyLedger, Retired } from './ledger.ts';
export type { NearDuplicateStore } from './near-duplicates.ts';
export { probeLedger } from './probe-ledger.ts';
export { probeNearDuplicates } from './probe-near-duplicates.ts';
export { probeReplay } from './probe-replay.ts';
export type { IoredisLike, NodeRedisLike } from './redis-client.ts';
export { redisLedger } from './redis-ledger.ts';
export { redisNearDuplicates } from './redis-near-duplicates.ts';
export { redisReplay } from './redis-replay.ts';
export type { ReplayStore } from './replay.ts';
export { ledgerTable, sqlLedger } from './sql-ledger.ts';
export { nearDuplicateTable, sqlNearDuplicates } from './sql-near-duplicates.ts';
export { createReplayTable, replayTable, type SqlReplayOptions, sqlReplay } from './sql-replay.ts';
export type { SqlClient, SqlTableOptions } from './sql-table.ts';
