import { describe, expect, it, vi } from 'vitest';
import { memoryReplay } from '../../../src/server/stores/memory-replay.ts';
import type { ReplayStore } from '../../../src/server/stores/replay.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const NOW = forge.setting.now * 1000;
const codeOf = (result: { ok: boolean; code?: string }) => (result.ok ? 'ok' : result.code);

describe('a token verified 500 times at once', () => {
  it('is accepted exactly once', async () => {
    const verifier = create();
    const token = await forge.token();
    const results = await Promise.all(Array.from({ length: 500 }, () => verifier.verify(token, request)));
    const codes = results.map(codeOf);
    expect(codes.filter((code) => code === 'ok')).toHaveLength(1);
    expect(codes.filter((code) => code === 'replayed')).toHaveLength(499);
  });

  it('shares its nonce with no other token', async () => {
    const verifier = create();
    const nonce = await forge.nonce();
    const tokens = await Promise.all([1, 2].map((q) => forge.token({ claims: { nonce, q } })));
    const codes = (await Promise.all(tokens.map((token) => verifier.verify(token, request)))).map(codeOf);
    expect(codes.sort()).toEqual(['nonce_reused', 'ok']);
  });
});

describe('the same token again', () => {
  async function again(first: string | undefined, second: string | undefined, laterSeconds = 1) {
    let now = NOW;
    const verifier = create({
      now: () => now,
      replay: memoryReplay({ allowSingleProcess: true, now: () => now }),
    });
    const token = await forge.token();
    expect(await verifier.verify(token, { ...request, idempotencyKey: first })).toMatchObject({ ok: true });
    now += laterSeconds * 1000;
    return verifier.verify(token, { ...request, idempotencyKey: second });
  }

  it('is the same request with the same idempotency key, for as long as the nonce lives', async () => {
    const result = await again('a', 'a', 100);
    expect(result).toMatchObject({ ok: false, code: 'replayed', replayed: 'same', retry: 'none' });
    expect(result).not.toHaveProperty('nextNonce');
  });

  it.each([
    ['another key', 'a', 'b', 1],
    ['a key only now', undefined, 'a', 1],
    ['a key only before', 'a', undefined, 1],
    ['no keys', undefined, undefined, 1],
    ['empty keys', '', '', 1],
  ])('is a replay with %s', async (_name, first, second, seconds) => {
    const result = await again(first, second, seconds);
    expect(result).toMatchObject({ code: 'replayed', retry: 'nonce' });
    expect(result).not.toHaveProperty('replayed');
  });
});

describe('a replay store that fails', () => {
  const failing: readonly (readonly [string, ReplayStore['consume']])[] = [
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise(() => undefined)],
    ['answers undefined', async () => undefined as never],
    ['answers true', async () => true as never],
    ['answers an object', async () => ({}) as never],
    ['answers another’s value', async () => 'OK'],
    ['answers an empty text', async () => ''],
  ];

  it.each(failing)('and %s ends in no verdict', async (_name, consume) => {
    const verifier = create({ replay: { consume }, storeTimeoutMs: 20 });
    const result = await verifier.verify(await forge.token(), request);
    expect(result).toMatchObject({
      ok: false,
      code: 'replay_store_unavailable',
      level: 'unknown',
      retry: 'nonce',
    });
  });

  it.each(failing)('and %s is accepted degraded where the operation says so', async (_name, consume) => {
    const actions = { checkout: { onStoreError: 'accept-degraded', nonceInPage: null } } as const;
    const verifier = create({ replay: { consume }, actions, storeTimeoutMs: 20 });
    const result = await verifier.verify(await forge.token(), request);
    expect(result).toMatchObject({
      ok: true,
      degraded: expect.arrayContaining(['replay_store_unavailable']),
    });
    expect(result.level).not.toBe('low');
  });

  it('does not let a replay through as degraded', async () => {
    const actions = { checkout: { onStoreError: 'accept-degraded', nonceInPage: null } } as const;
    const verifier = create({ actions });
    const token = await forge.token();
    await verifier.verify(token, request);
    expect(await verifier.verify(token, request)).toMatchObject({ ok: false, code: 'replayed' });
  });

  it('after it consumed costs a retry, not the customer', async () => {
    const store = memoryReplay({ allowSingleProcess: true, now: () => NOW });
    let crash = true;
    const consume: ReplayStore['consume'] = async (...use) => {
      const answer = await store.consume(...use);
      if (crash) throw new Error('connection lost');
      return answer;
    };
    const verifier = create({ replay: { consume } });
    const token = await forge.token();
    expect(await verifier.verify(token, request)).toMatchObject({ code: 'replay_store_unavailable' });
    crash = false;
    const retried = await verifier.verify(token, request);
    expect(retried).toMatchObject({ code: 'replayed', retry: 'nonce' });
    const { nonce } = (retried as { nextNonce: { nonce: string } }).nextNonce;
    expect(await verifier.verify(await forge.token({ claims: { nonce } }), request)).toMatchObject({
      ok: true,
    });
  });
});

describe('the replay store in memory', () => {
  it.each([[undefined], [{}], [{ allowSingleProcess: false }], [{ allowSingleProcess: 'yes' }]])(
    'refuses %j',
    (options) => {
      expect(() => memoryReplay(options as never)).toThrow(/allowSingleProcess/);
    },
  );

  it('refuses to pretend in a cluster worker', () => {
    process.env.NODE_UNIQUE_ID = '1';
    try {
      expect(() => memoryReplay({ allowSingleProcess: true })).toThrow(/cluster/);
    } finally {
      delete process.env.NODE_UNIQUE_ID;
    }
  });

  it('forgets a use when its time is over, and not before', async () => {
    let now = 0;
    const store = memoryReplay({ allowSingleProcess: true, now: () => now });
    expect(await store.consume('k', 'a', 1000)).toBeNull();
    now = 999;
    expect(await store.consume('k', 'b', 1000)).toBe('a');
    now = 1000;
    expect(await store.consume('k', 'c', 1000)).toBeNull();
  });

  it('forgets nothing when the wall clock jumps a day ahead and back', async () => {
    const wall = vi.spyOn(Date, 'now');
    try {
      wall.mockReturnValue(NOW);
      const store = memoryReplay({ allowSingleProcess: true });
      expect(await store.consume('k', 'a', 1000)).toBeNull();
      wall.mockReturnValue(NOW + 86_400_000);
      for (let at = 0; at < 10; at++) await store.consume(`other-${at}`, 'x', 1000);
      wall.mockReturnValue(NOW);
      expect(await store.consume('k', 'b', 1000)).toBe('a');
    } finally {
      wall.mockRestore();
    }
  });

  it.each([61, 310, 86_400])(
    'spends a nonce once for a verifier that is set back by %i s',
    async (slowSeconds) => {
      let [steadyMs, backMs] = [0, 0];
      const wallNow = () => NOW + steadyMs - backMs;
      const replay = memoryReplay({ allowSingleProcess: true, now: () => steadyMs, wallNow });
      const verifier = create({ replay, now: wallNow });
      const token = await forge.token();
      expect(await verifier.verify(token, request)).toMatchObject({ ok: true });
      backMs = slowSeconds * 1000;
      for (let seconds = 0; seconds < 1000 + slowSeconds; seconds += 97) {
        steadyMs = seconds * 1000;
        expect(await verifier.verify(token, request)).toMatchObject({ ok: false });
      }
    },
  );

  it.each([61, 130, 310, 900])(
    'spends a nonce once for a second verifier of the store that is %i s slow',
    async (slowSeconds) => {
      let passedMs = 0;
      const now = () => NOW + passedMs;
      const replay = memoryReplay({ allowSingleProcess: true, now });
      const slow = create({ replay, now: () => now() - slowSeconds * 1000 });
      const token = await forge.token();
      expect(await create({ replay, now }).verify(token, request)).toMatchObject({ ok: true });
      for (let seconds = 0; seconds < 1000 + slowSeconds; seconds += 7) {
        passedMs = seconds * 1000;
        expect(await slow.verify(token, request)).toMatchObject({ ok: false });
      }
    },
  );

  it('keeps few expired uses: each new one takes others along', async () => {
    let now = 0;
    const store = memoryReplay({ allowSingleProcess: true, maxEntries: 1000, now: () => now });
    await store.consume('day', 'kept', 86_400_000);
    for (let at = 0; at < 5000; at++, now += 10) expect(await store.consume(`n${at}`, 'x', 1000)).toBeNull();
    expect(await store.consume('day', 'again', 1)).toBe('kept');
  });

  it('is bounded: full of live uses it fails, full of dead ones it makes room', async () => {
    let now = 0;
    const store = memoryReplay({ allowSingleProcess: true, maxEntries: 2, now: () => now });
    await store.consume('a', '1', 1000);
    await store.consume('b', '1', 1000);
    await expect(store.consume('c', '1', 1000)).rejects.toThrow(RangeError);
    expect(await store.consume('a', '2', 1000)).toBe('1');
    now = 1000;
    expect(await store.consume('c', '1', 1000)).toBeNull();
  });

  it('holds a nonce until no verifier that is up to 15 minutes slow can accept it', async () => {
    const seen: number[] = [];
    const consume: ReplayStore['consume'] = async (_key, _value, ttlMs) => {
      seen.push(ttlMs);
      return null;
    };
    const verifier = create({ replay: { consume } });
    await verifier.verify(await forge.token(), request);
    expect(seen).toEqual([(290 + 1 + 900) * 1000]);
  });
});
