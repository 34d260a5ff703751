import { exportJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeySet } from '../../../../src/server/receipt/key-set.ts';

/** A published key, as a JWKS lists it. */
async function publish(kid: string): Promise<Record<string, unknown>> {
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
  ]);
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
}
const [a, b] = [await publish('a'), await publish('b')];
const MINUTE_MS = 60_000;

describe('§4, row 151: the key set of a receipts issuer', () => {
  let ms = 0;
  let answer: () => Promise<unknown>;
  const fetchJwks = vi.fn((_signal: AbortSignal) => answer());
  beforeEach(() => {
    ms = 1_795_303_000_000;
    answer = async () => ({ keys: [a] });
    fetchJwks.mockClear();
  });
  afterEach(() => void vi.useRealTimers());
  const open = () => createKeySet({ fetchJwks, now: () => ms });

  it('is fetched once for many questions, also at the same time', async () => {
    const find = open();
    const found = await Promise.all(Array.from({ length: 20 }, () => find('a')));
    expect(found.every(Boolean)).toBe(true);
    expect(fetchJwks).toHaveBeenCalledTimes(1);
  });

  it('is fetched again for an unknown kid at most every 30 s', async () => {
    const find = open();
    for (let i = 0; i < 50; i++) expect(await find(`junk-${i}`)).toBeUndefined();
    expect(fetchJwks).toHaveBeenCalledTimes(1);
    ms += 30_000;
    answer = async () => ({ keys: [a, b] });
    expect(await find('b')).toBeDefined();
    expect(fetchJwks).toHaveBeenCalledTimes(2);
  });

  it('forgets a key ten minutes after it left the set', async () => {
    const find = open();
    expect(await find('a')).toBeDefined();
    answer = async () => ({ keys: [b] });
    ms += 10 * MINUTE_MS - 1;
    expect(await find('a')).toBeDefined();
    ms += 1;
    expect(await find('a')).toBeUndefined();
    expect(await find('b')).toBeDefined();
  });

  it.each([
    ['an error as JSON', async () => ({ error: 'unavailable' })],
    ['no object', async () => 'unavailable'],
    ['a failure', async () => Promise.reject(new Error('503'))],
  ])('is kept when the answer is %s, and ends in its time all the same', async (_name, broken) => {
    const find = open();
    await find('a');
    answer = broken;
    ms += MINUTE_MS;
    expect(await find('unknown')).toBeUndefined();
    expect(fetchJwks).toHaveBeenCalledTimes(2);
    expect(await find('a')).toBeDefined();
    ms += 10 * MINUTE_MS;
    expect(await find('a')).toBeUndefined();
  });

  it('gives a hanging answer up after five seconds, and tells the fetch so', async () => {
    vi.useFakeTimers();
    const find = open();
    answer = () => new Promise(() => undefined);
    const asked = find('a');
    await vi.advanceTimersByTimeAsync(4999);
    expect(fetchJwks.mock.calls[0]?.[0].aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await asked).toBeUndefined();
    expect(fetchJwks.mock.calls[0]?.[0].aborted).toBe(true);
  });

  it('is old when the clock jumped back behind the fetch', async () => {
    const find = open();
    await find('a');
    answer = async () => ({ keys: [] });
    ms -= 86_400_000;
    expect(await find('a')).toBeUndefined();
  });

  it.each(['alg', 'use', 'kid'])('has no key without %s', async (name) => {
    answer = async () => ({ keys: [{ ...a, [name]: undefined }] });
    expect(await open()('a')).toBeUndefined();
  });

  it('has no key that comes with its private half', async () => {
    answer = async () => ({ keys: [{ ...a, d: 'AAAA' }] });
    expect(await open()('a')).toBeUndefined();
  });
});
