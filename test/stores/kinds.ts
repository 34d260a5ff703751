import { lookForPostgres, openPostgres } from '../setup/postgres.ts';
import { lookForRedis, openRedis } from '../setup/redis.ts';
import { type Address, type Opened, openMemory, openPglite, openStore } from './clients.ts';

/** A kind of store, and how to have one that nobody else uses. */
export interface Kind {
  readonly name: string;
  /** What is missing here, in words; null when nothing is. */
  readonly missing: string | null;
  open(): Promise<Running>;
}

export interface Running extends Opened {
  /** The same data through a second client; the same object where there can be only one process. */
  readonly other: Opened;
  /** Where another process finds it; null where none can. */
  readonly address: Address | null;
}

const lone = (opened: Opened): Running => ({ ...opened, other: opened, address: null });

async function serve(
  kind: Address['kind'],
  server: { readonly port: number; stop(): Promise<void> },
): Promise<Running> {
  const address = { kind, port: server.port };
  const [one, other] = [await openStore(address), await openStore(address)];
  return {
    ...one,
    other,
    address,
    async close() {
      await Promise.all([one.close(), other.close()]);
      await server.stop();
    },
  };
}

const MISSING = 'is not installed; on Debian or Ubuntu: apt-get install';
export const REDIS = lookForRedis();
export const POSTGRES = lookForPostgres();

export const KINDS: readonly Kind[] = [
  { name: 'memory', missing: null, open: async () => lone(openMemory()) },
  {
    name: 'Redis',
    missing: REDIS === null ? `redis-server ${MISSING} redis-server` : null,
    open: async () => serve('redis', await openRedis(REDIS ?? '')),
  },
  {
    name: 'PostgreSQL',
    missing: POSTGRES === null ? `postgres ${MISSING} postgresql` : null,
    open: async () => serve('postgres', await openPostgres(POSTGRES ?? '')),
  },
  { name: 'PGlite', missing: null, open: async () => lone(await openPglite()) },
];

/** A title for `describe.skipIf`: names what is missing. */
export const titleOf = ({ name, missing }: Kind): string =>
  missing === null ? name : `${name} – ${missing}`;
