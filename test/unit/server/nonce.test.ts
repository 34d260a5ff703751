import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMacKeys, type MacKey } from '../../../src/server/mac/keys.ts';
import { checkNonce, issueNonce } from '../../../src/server/mac/nonce.ts';
import { decodeBase64url } from '../../../src/wire/base64url.ts';

const secret = (first: number) => Uint8Array.from({ length: 32 }, (_, at) => first + at);
const keysOf = (...keys: readonly MacKey[]) => createMacKeys('keys.nonce', keys);
const keys = keysOf({ kid: 1, secret: secret(1) });
const context = { aud: 'https://shop.example', op: 'checkout', sid: 's1', skew: 60 };
const times = { iat: 1000, exp: 1300 };

describe('a nonce', () => {
  it('is 51 characters that carry format, key, and the server’s times', async () => {
    const nonce = await issueNonce(keys, context, times);
    expect(nonce).toMatch(/^[\w-]{51}$/);
    expect(decodeBase64url(nonce)?.subarray(0, 10)).toEqual(Uint8Array.of(1, 1, 0, 0, 3, 232, 0, 0, 5, 20));
  });

  it('is never the same twice', async () => {
    const nonces = await Promise.all(Array.from({ length: 100 }, () => issueNonce(keys, context, times)));
    expect(new Set(nonces).size).toBe(100);
  });

  it('draws each of its 96 random bits', async () => {
    const [ones, zeros] = [new Uint8Array(12), new Uint8Array(12)];
    for (let nonce = 0; nonce < 200; nonce++) {
      const bytes = decodeBase64url(await issueNonce(keys, context, times))?.subarray(10, 22);
      bytes?.forEach((byte, at) => {
        ones[at] = (ones[at] ?? 0) | byte;
        zeros[at] = (zeros[at] ?? 0) | ~byte;
      });
    }
    expect([...ones, ...zeros]).toEqual(Array.from({ length: 24 }, () => 255));
  });

  it.each([
    [1300, true],
    [1301, false],
    [1300 + 600, false],
    [1000 - 60, true],
    [1000 - 61, false],
  ])('at %d s is in time: %s', async (now, isInTime) => {
    const nonce = await issueNonce(keys, context, times);
    expect((await checkNonce(keys, nonce, { ...context, now })).ok).toBe(isInTime);
  });

  it('is expired, not invalid, after its time', async () => {
    const nonce = await issueNonce(keys, context, times);
    expect(await checkNonce(keys, nonce, { ...context, now: 1301 })).toMatchObject({ code: 'nonce_expired' });
  });

  it('is valid in its own context only', async () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', ':', '1'), maxLength: 3 });
    const triple = fc.record({ aud: word, op: word, sid: word });
    await fc.assert(
      fc.asyncProperty(triple, triple, async (issued, presented) => {
        const nonce = await issueNonce(keys, issued, times);
        const isSame = JSON.stringify(issued) === JSON.stringify(presented);
        expect((await checkNonce(keys, nonce, { ...presented, now: 1100, skew: 60 })).ok).toBe(isSame);
      }),
    );
  });

  it('does not survive a change of any bit', async () => {
    const nonce = await issueNonce(keys, context, times);
    const bytes = Buffer.from(nonce, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(
        bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
      );
      const result = await checkNonce(keys, changed.toString('base64url'), { ...context, now: 1100 });
      expect(result).toEqual({ ok: false, code: 'nonce_invalid' });
    }
  });

  it('outlives the rotation of its key by one table, no more', async () => {
    const nonce = await issueNonce(keys, context, times);
    const rotated = keysOf({ kid: 2, secret: secret(2) }, { kid: 1, secret: secret(1) });
    const gone = keysOf({ kid: 3, secret: secret(3) }, { kid: 2, secret: secret(2) });
    expect((await checkNonce(rotated, nonce, { ...context, now: 1100 })).ok).toBe(true);
    expect(await checkNonce(gone, nonce, { ...context, now: 1100 })).toMatchObject({ code: 'nonce_invalid' });
  });

  it('is not issued once its times outgrow 32 bits', async () => {
    await expect(issueNonce(keys, context, { iat: 2 ** 32 - 10, exp: 2 ** 32 + 290 })).rejects.toThrow(
      RangeError,
    );
    const last = await issueNonce(keys, context, { iat: 2 ** 32 - 10, exp: 2 ** 32 - 1 });
    expect(await checkNonce(keys, last, { ...context, now: 2 ** 32 })).toMatchObject({
      code: 'nonce_expired',
    });
  });
});

describe('the nonce key table', () => {
  it.each([
    ['no keys', []],
    ['a kid of two bytes', [{ kid: 256, secret: secret(1) }]],
    [
      'a kid twice',
      [
        { kid: 1, secret: secret(1) },
        { kid: 1, secret: secret(2) },
      ],
    ],
    ['a short secret', [{ kid: 1, secret: new Uint8Array(15) }]],
    ['a text for a secret', [{ kid: 1, secret: 'secret' }]],
  ])('refuses %s', (_name, table) => {
    expect(() => createMacKeys('keys.nonce', table as readonly MacKey[])).toThrow(/keys\.nonce/);
  });
});
