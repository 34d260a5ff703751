import type { Loopback } from '../setup/loopback.ts';
import { openPostgres } from '../setup/postgres.ts';
import { openRedis } from '../setup/redis.ts';
import { type Address, connectPostgres } from './clients.ts';
import { KINDS, POSTGRES, REDIS, titleOf } from './kinds.ts';

/** A store that is a server of its own, and can be hung, killed and started again. */
export interface Server {
  readonly title: string;
  readonly kind: Address['kind'];
  readonly missing: boolean;
  /** One that remembers what it answered when its process is killed. */
  open(): Promise<Loopback>;
  /** Has it take requests and answer none, until the function it gives is called. */
  hang(server: Loopback): Promise<() => Promise<void>>;
}

const REMEMBERS = ['--appendonly', 'yes', '--appendfsync', 'always'] as const;

const titled = (name: string): string =>
  KINDS.filter((kind) => kind.name === name)
    .map(titleOf)
    .join();

export const SERVERS: readonly Server[] = [
  {
    title: titled('Redis'),
    kind: 'redis',
    missing: REDIS === null,
    open: () => openRedis(REDIS ?? '', REMEMBERS),
    async hang(server) {
      server.signal('SIGSTOP');
      return async () => server.signal('SIGCONT');
    },
  },
  {
    title: titled('PostgreSQL'),
    kind: 'postgres',
    missing: POSTGRES === null,
    open: () => openPostgres(POSTGRES ?? ''),
    // Each connection has a process of its own; what stops them all is a lock, as a migration would take it.
    async hang({ port }) {
      const pool = connectPostgres(port, 1);
      const client = await pool.connect();
      await client.query('BEGIN; LOCK TABLE tellsign_nonce IN ACCESS EXCLUSIVE MODE');
      return async () => {
        await client.query('ROLLBACK');
        client.release();
        await pool.end();
      };
    },
  },
];
