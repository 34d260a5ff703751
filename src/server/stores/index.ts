/** `tellsign/server/stores`: where spent nonces, keys and sketches are kept when more than one process verifies, or one that restarts. */
export type { EchoStore } from '../echo.ts';
export type { KeyLedger } from '../ledger.ts';
export type { ReplayStore } from '../replay.ts';
export { probeReplay } from './probe.ts';
export { type NodeRedisLike, redisReplay } from './redis.ts';
export { redisEchoes } from './redis-echoes.ts';
export { redisLedger } from './redis-ledger.ts';
export type { IoredisLike, NodeRedisEval } from './redis-script.ts';
export { createReplayTable, replayTable, type SqlReplayOptions, sqlReplay } from './sql.ts';
export { echoTable, sqlEchoes } from './sql-echoes.ts';
export { ledgerTable, sqlLedger } from './sql-ledger.ts';
export type { SqlClient, SqlTableOptions } from './sql-table.ts';
