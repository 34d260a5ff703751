/** `tellsign/server/stores`: where spent nonces are kept when more than one process verifies, or one that restarts. */
export type { ReplayStore } from '../replay.ts';
export { probeReplay } from './probe.ts';
export { type IoredisLike, type NodeRedisLike, redisReplay } from './redis.ts';
export { createReplayTable, replayTable, type SqlClient, type SqlReplayOptions, sqlReplay } from './sql.ts';
