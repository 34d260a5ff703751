/** node-redis 4 and later: client, pool, cluster or sentinel. */
export interface NodeRedisLike {
  get(key: string): Promise<unknown>;
  set(
    key: string,
    value: string,
    options: { readonly NX: true; readonly PX: number; readonly GET: true },
  ): Promise<unknown>;
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): Promise<unknown>;
}

/** ioredis: client or cluster. */
export interface IoredisLike {
  call(command: string, ...words: string[]): Promise<unknown>;
}

/**
 * What the stores need of Redis or Valkey, for either client. Every call names one key, because a cluster
 * needs that.
 */
export interface RedisClient {
  get(key: string): Promise<string | null>;
  /** Writes unless something is there; answers what was there. */
  setNew(key: string, value: string, ttlMs: number): Promise<string | null>;
  /** Runs a script on one key: whatever it does is one step to everybody else. */
  run(script: string, key: string, words: readonly (string | number)[]): Promise<unknown>;
}

/** @throws TypeError naming the caller when the client is of neither library */
export function bindRedis(
  caller: string,
  client: Partial<NodeRedisLike & IoredisLike> | null | undefined,
): RedisClient {
  // ioredis has `set` and `eval` as well, with words for options; node-redis has no `call`.
  const bound = typeof client?.call === 'function' ? bindIoredis(client) : bindNodeRedis(client);
  if (!bound) throw new TypeError(`${caller}: client must be one of node-redis or ioredis`);
  return {
    get: async (key) => textOf(await bound.get(key)),
    setNew: async (key, value, ttlMs) => textOf(await bound.setNew(key, value, wholeMs(ttlMs))),
    run: async (script, key, words) => bound.run(script, key, words.map(String)),
  };
}

interface Commands {
  get(key: string): unknown;
  setNew(key: string, value: string, ttlMs: number): unknown;
  run(script: string, key: string, words: string[]): unknown;
}

function bindIoredis(client: Partial<IoredisLike>): Commands {
  return {
    get: (key) => client.call?.('GET', key),
    setNew: (key, value, ttlMs) => client.call?.('SET', key, value, 'NX', 'PX', String(ttlMs), 'GET'),
    run: (script, key, words) => client.call?.('EVAL', script, '1', key, ...words),
  };
}

function bindNodeRedis(client: Partial<NodeRedisLike> | null | undefined): Commands | null {
  const { get, set, eval: evaluate } = client ?? {};
  if (![get, set, evaluate].every((method) => typeof method === 'function')) return null;
  return {
    get: (key) => client?.get?.(key),
    setNew: (key, value, ttlMs) => client?.set?.(key, value, { NX: true, PX: ttlMs, GET: true }),
    run: (script, key, words) => client?.eval?.(script, { keys: [key], arguments: words }),
  };
}

/** The server takes whole milliseconds, and at least one. */
export const wholeMs = (ttlMs: number): number => Math.max(1, Math.ceil(ttlMs));

/**
 * Text of a reply, null for nil. Some clients give bulk strings as bytes.
 *
 * @throws TypeError for any other reply: it must not pass for "nothing was there"
 */
export function textOf(reply: unknown): string | null {
  if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
  if (typeof reply === 'string' || reply === null) return reply;
  throw new TypeError('Redis answered neither text nor nil');
}

/** A whole number that was written as text. @throws TypeError for anything else */
export function numberOf(reply: unknown): number {
  const text = textOf(reply);
  if (text === null || !/^\d{1,15}$/.test(text)) throw new TypeError('Redis answered no number');
  return Number(text);
}
