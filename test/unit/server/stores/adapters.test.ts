import { describe, expect, it } from 'vitest';
import { memoryReplay } from '../../../../src/server/stores/memory-replay.ts';
import { probeReplay } from '../../../../src/server/stores/probe-replay.ts';
import { redisReplay } from '../../../../src/server/stores/redis-replay.ts';
import { replayTable, sqlReplay } from '../../../../src/server/stores/sql-replay.ts';

describe('the Redis adapter', () => {
  const asked: unknown[] = [];
  const answer =
    (reply: string | null) =>
    async (...words: unknown[]) => {
      asked.push(words);
      return reply;
    };
  const unused = async () => null;
  const withSet = (set: (...words: unknown[]) => Promise<unknown>) => ({ set, get: unused, eval: unused });
  const nodeRedis = withSet(answer(null));
  const ioredis = { ...nodeRedis, call: answer('before') };

  it('asks node-redis in its words', async () => {
    asked.length = 0;
    expect(await redisReplay(nodeRedis).consume('k', 'v', 1500.2)).toBeNull();
    expect(asked).toEqual([['k', 'v', { NX: true, PX: 1501, GET: true }]]);
  });

  it('asks ioredis, which has a set of its own, by the command', async () => {
    asked.length = 0;
    expect(await redisReplay(ioredis).consume('k', 'v', 0)).toBe('before');
    expect(asked).toEqual([['SET', 'k', 'v', 'NX', 'PX', '1', 'GET']]);
  });

  it('reads bytes', async () => {
    const client = withSet(async () => new TextEncoder().encode('before'));
    expect(await redisReplay(client).consume('k', 'v', 1)).toBe('before');
  });

  it.each([undefined, 1, true, ['a'], {}])('rejects the reply %j', async (reply) => {
    await expect(redisReplay(withSet(async () => reply)).consume('k', 'v', 1)).rejects.toThrow(/neither/);
  });

  it('rejects where the client throws', async () => {
    const set = () => {
      throw new Error('The client is closed');
    };
    await expect(redisReplay(withSet(set)).consume('k', 'v', 1)).rejects.toThrow(/closed/);
  });

  it.each([undefined, null, {}, 'redis://', { get: unused }, { set: unused, get: unused }])(
    'takes no %j for a client',
    (client) => {
      expect(() => redisReplay(client as never)).toThrow(TypeError);
    },
  );
});

describe('the SQL adapter', () => {
  const client = { query: async () => ({ rows: [] }) };

  it.each(['x; drop table users', 'X', 'a.b.c', '', '1a', "a'b", 7, null])(
    'takes no %j for a table',
    (table) => {
      expect(() => sqlReplay(client, { table: table as never })).toThrow(/table/);
      expect(() => replayTable(table as never)).toThrow(/table/);
    },
  );

  it.each([-1, 0.5, 1001, Number.NaN, '2'])('takes no sweep of %j', (sweep) => {
    expect(() => sqlReplay(client, { sweep: sweep as never })).toThrow(/sweep/);
  });

  it.each([undefined, null, {}, 'postgres://'])('takes no %j for a client', (wrong) => {
    expect(() => sqlReplay(wrong as never)).toThrow(/query/);
  });

  it('rejects, and does not ask for ever, where the row is never there', async () => {
    await expect(sqlReplay(client).consume('k', 'v', 1)).rejects.toThrow(/cannot be read/);
  });

  it.each([{}, { value: null }, { value: 3 }, null])('rejects the row %j', async (row) => {
    const odd = { query: async (text: string) => ({ rows: text.startsWith('SELECT value') ? [row] : [] }) };
    await expect(sqlReplay(odd).consume('k', 'v', 1)).rejects.toThrow(/no value/);
  });

  it('wants to be told that PGlite has one process', () => {
    const pglite = { ...client, execProtocolRaw: async () => null };
    expect(() => sqlReplay(pglite)).toThrow(/allowSingleProcess/);
    expect(() => sqlReplay(pglite, { allowSingleProcess: true })).not.toThrow();
    process.env.NODE_UNIQUE_ID = '1';
    try {
      expect(() => sqlReplay(pglite, { allowSingleProcess: true })).toThrow(/cluster/);
    } finally {
      delete process.env.NODE_UNIQUE_ID;
    }
  });
});

describe('the probe at start-up', () => {
  it('passes an honest store', async () => {
    await probeReplay(memoryReplay({ allowSingleProcess: true }));
  });

  const eventual = () => {
    const seen = new Map<string, string>();
    return async (key: string, value: string) => {
      const before = seen.get(key) ?? null;
      await Promise.resolve();
      if (before === null) seen.set(key, value);
      return before;
    };
  };
  it.each([
    ['writes over what is there', async () => null],
    ['never has a free key', async (_key: string, value: string) => value],
    [
      'answers each what it wrote',
      (() => {
        let count = 0;
        return async (_key: string, value: string) => (count++ === 0 ? null : value);
      })(),
    ],
    ['reads before it writes', eventual()],
  ])('finds a store that %s', async (_name, consume) => {
    await expect(probeReplay({ consume })).rejects.toThrow(/^probeReplay/);
  });
});
