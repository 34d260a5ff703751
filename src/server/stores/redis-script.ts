/** node-redis 4 and later: client, pool, cluster or sentinel. */
export interface NodeRedisEval {
  eval(script: string, options: { readonly keys: string[]; readonly arguments: string[] }): Promise<unknown>;
}

/** ioredis: client or cluster. */
export interface IoredisLike {
  call(command: string, ...words: string[]): Promise<unknown>;
}

/** Runs a script on one key: whatever it does is one step to everybody else. */
export type RunScript = (
  script: string,
  key: string,
  words: readonly (string | number)[],
) => Promise<unknown>;

/** @throws TypeError naming the caller when the client is neither */
export function bindScripts(
  caller: string,
  client: Partial<NodeRedisEval & IoredisLike> | null | undefined,
): RunScript {
  // ioredis has an `eval` as well, with words for options; node-redis has no `call`.
  if (typeof client?.call === 'function')
    return async (script, key, words) => client.call?.('EVAL', script, '1', key, ...words.map(String));
  if (typeof client?.eval === 'function')
    return async (script, key, words) => client.eval?.(script, { keys: [key], arguments: words.map(String) });
  throw new TypeError(`${caller}: client must be one of node-redis or ioredis`);
}

/** Text of a reply; clients may be set to give bulk strings as bytes. Null for nil, and for what is no text. */
export function textOf(reply: unknown): string | null {
  if (reply instanceof Uint8Array) return new TextDecoder().decode(reply);
  return typeof reply === 'string' ? reply : null;
}
