import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../../src/contract/protocol.ts';
import { transactionHash } from '../../../src/wire/transaction.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const verifier = create();
const token = await forge.token();

const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new Error('touched');
    },
  },
);
const throwing = {
  get length(): number {
    throw new Error('touched');
  },
  toString: () => {
    throw new Error('touched');
  },
};

describe('verify', () => {
  it.each([
    ['undefined', undefined, 'missing'],
    ['null', null, 'missing'],
    ['an empty text', '', 'missing'],
    ['a number', Number.NaN, 'malformed'],
    ['a bigint', 1n, 'malformed'],
    ['a symbol', Symbol('token'), 'malformed'],
    ['a function', () => token, 'malformed'],
    ['an array', [token, token], 'malformed'],
    ['bytes', new TextEncoder().encode(token), 'malformed'],
    ['a String object', new String(token), 'malformed'],
    ['an object whose getters throw', throwing, 'malformed'],
    ['a proxy that throws', hostile, 'malformed'],
    ['a promise', Promise.resolve(token), 'malformed'],
    ['10 MB', 'a'.repeat(10_000_000), 'malformed'],
    ['10 MB of dots', '.'.repeat(10_000_000), 'malformed'],
    ['lone surrogates', '\ud800.\udc00.\ud800', 'malformed'],
  ])('answers %s with a code', async (_name, value, code) => {
    expect(await verifier.verify(value, request)).toMatchObject({ ok: false, code, level: 'unknown' });
  });

  it('accepts a good verdict and says what was signed', async () => {
    const result = await verifier.verify(await forge.token(), request);
    expect(result).toMatchObject({
      ok: true,
      claimed: { q: -137 },
      key: { jkt: forge.device.jkt, bound: true, ephemeral: false },
      flags: ['not_rescored'],
      degraded: ['not_rescored'],
      action: 'checkout',
      build: 'tellsign-0.1.0',
    });
  });

  it('offers a fresh nonce exactly where signing again can help, and it works', async () => {
    const result = await verifier.verify(undefined, request);
    expect(result).toMatchObject({ code: 'missing', retry: 'nonce', nextNonce: { aud: forge.setting.aud } });
    const { nonce } = (result as { nextNonce: { nonce: string } }).nextNonce;
    expect(await verifier.verify(await forge.token({ claims: { nonce } }), request)).toMatchObject({
      ok: true,
    });
    const hopeless = await verifier.verify('x', request);
    expect(hopeless).toMatchObject({ code: 'malformed', retry: 'none' });
    expect(hopeless).not.toHaveProperty('nextNonce');
  });

  it('treats a visitor without a session as one of another session', async () => {
    const result = await verifier.verify(await forge.token(), { ...request, sid: undefined });
    expect(result).toMatchObject({ code: 'nonce_invalid' });
    expect(result).not.toHaveProperty('nextNonce');
  });

  it('still refuses with a code when the clock has outgrown the nonce format', async () => {
    const late = create({ now: () => 2 ** 32 * 1000 });
    const result = await late.verify(await forge.token(), request);
    expect(result).toMatchObject({ code: 'nonce_expired', retry: 'nonce' });
    expect(result).not.toHaveProperty('nextNonce');
    await expect(late.issueNonce({ action: 'checkout', sid: 's' })).rejects.toThrow(RangeError);
  });

  it('shows the browser the same sentence whatever failed', async () => {
    const tokens = [
      undefined,
      'x',
      `${token.slice(0, -5)}AAAAA`,
      await forge.token({ claims: { aud: 'a' } }),
    ];
    const results = await Promise.all(tokens.map((one) => verifier.verify(one, request)));
    expect(new Set(results.map((result) => !result.ok && result.safeDetail)).size).toBe(1);
    expect(new Set(results.map((result) => !result.ok && result.code)).size).toBe(4);
  });

  it('needs a bound key where the operation asks for one', async () => {
    const strict = create({ actions: { checkout: { requireBinding: true, nonceInPage: null } } });
    const unbound = await strict.verify(await forge.token(), { ...request, jkt: null });
    expect(unbound).toMatchObject({ code: 'unbound', retry: 'enrol' });
    expect(await strict.verify(await forge.token(), request)).toMatchObject({ ok: true });
    const lax = await verifier.verify(await forge.token(), { ...request, jkt: undefined });
    expect(lax).toMatchObject({
      ok: true,
      flags: expect.arrayContaining(['unbound']),
      key: { bound: false },
    });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('down');
      },
    ],
    ['rejects', () => Promise.reject(new Error('down'))],
    ['never answers', () => new Promise<boolean>(() => undefined)],
    ['answers nonsense', () => 'no' as never],
  ])('fails closed when the denylist %s', async (_name, isRevoked) => {
    const strict = create({ isRevoked, storeTimeoutMs: 20 });
    expect(await strict.verify(await forge.token(), request)).toMatchObject({
      code: 'replay_store_unavailable',
    });
  });

  it('hands back the transaction that was verified, whatever becomes of the object it was given', async () => {
    const tx = { currency: 'EUR', amount: '7290' };
    const txh = await transactionHash(tx);
    const signed = await forge.token({ claims: { txh } });
    const verifying = create().verify(signed, { ...request, txh: undefined, tx });
    tx.amount = '61200';
    const result = await verifying;
    expect(result).toMatchObject({ ok: true, tx: { currency: 'EUR', amount: '7290' }, txh });
    expect(Object.isFrozen(result.ok && result.tx)).toBe(true);
  });

  it('computes the transaction hash itself', async () => {
    const tx = { currency: 'EUR', amount: '12990' };
    const asked = { ...request, txh: undefined, tx };
    expect(await verifier.verify(await forge.token(), asked)).toMatchObject({ ok: true });
    const other = { ...asked, tx: { ...tx, amount: '1' } };
    expect(await verifier.verify(await forge.token(), other)).toMatchObject({
      code: 'tx_mismatch',
      retry: 'nonce',
    });
  });

  it.each([
    ['an unknown operation', { ...request, action: 'Checkout!' }, /action/],
    ['no request', undefined, /action/],
    ['a transaction that is not all strings', { ...request, tx: { amount: 1 } }, /transaction\.amount/],
  ])('throws for %s, whatever the token', async (_name, wrong, message) => {
    await expect(verifier.verify(undefined, wrong as never)).rejects.toThrow(message);
  });

  it('throws when a required transaction is not given', async () => {
    const strict = create({ actions: { checkout: { requireTx: true, nonceInPage: null } } });
    await expect(strict.verify(token, { ...request, txh: undefined })).rejects.toThrow(/tx is required/);
  });

  it.each([
    ['nothing', {}],
    ['null', null],
    ['a Map', new Map([['amount', '1']])],
    ['a form', new URLSearchParams({ amount: '1' })],
    ['a date', new Date(0)],
    ['what is only inherited', Object.create({ amount: '1' })],
  ])(
    'throws when the required transaction is %s, even if the token signs an empty one',
    async (_name, tx) => {
      const strict = create({ actions: { checkout: { requireTx: true, nonceInPage: null } } });
      const empty = await forge.token({ claims: { txh: await transactionHash({}) } });
      const asked = { ...request, txh: undefined, tx: tx as never };
      await expect(strict.verify(empty, asked)).rejects.toThrow(TypeError);
    },
  );
});

describe('a mutated token', () => {
  const codes = new Set<string>(['ok', ...CODES]);
  const character = fc.constantFrom(...'ABCxyz019-_.=+/ {}"é\u0000\ud800');
  const mutation = fc.record({
    at: fc.integer({ min: 0, max: token.length }),
    cut: fc.integer({ min: 0, max: 8 }),
    insert: fc.string({ unit: character, maxLength: 8 }),
  });

  it('ends in a code and leaves no trace', async () => {
    const before = Reflect.ownKeys(Object.prototype).length;
    const fresh = create();
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        let mutated = token;
        for (const { at, cut, insert } of mutations)
          mutated = mutated.slice(0, at) + insert + mutated.slice(at + cut);
        fc.pre(mutated !== token);
        const result = await fresh.verify(mutated, request);
        expect(codes.has(result.ok ? 'ok' : result.code)).toBe(true);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
    expect(Reflect.ownKeys(Object.prototype)).toHaveLength(before);
  });

  it('that is signed again with any claim changed ends in a code or is accepted, never in an exception', async () => {
    const claim = fc.constantFrom(
      'aud',
      'bld',
      'ctr',
      'ev',
      'exp',
      'iat',
      'jti',
      'mdl',
      'nonce',
      'op',
      'q',
      'rc',
      'txh',
      'v',
      'x',
      'zz',
    );
    const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.integer(), fc.string());
    await fc.assert(
      fc.asyncProperty(claim, value, async (name, changed) => {
        const result = await verifier.verify(await forge.token({ claims: { [name]: changed } }), request);
        expect(codes.has(result.ok ? 'ok' : result.code)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('is answered in under a millisecond on average when it is junk', async () => {
    const junk = [
      'a'.repeat(10_000_000),
      '.'.repeat(2048),
      `${'[['.repeat(400)}`,
      'e30.e30.e30',
      token.slice(1),
      {},
    ];
    for (const one of junk) await verifier.verify(one, request);
    const start = performance.now();
    for (let i = 0; i < 600; i++) await verifier.verify(junk[i % junk.length], request);
    expect((performance.now() - start) / 600).toBeLessThan(1);
  });
});
