import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { readNonce } from '../../../src/wire/nonce.ts';

const good = {
  nonce: encodeBase64url(new Uint8Array(38).fill(7)),
  now: 1_800_000_000,
  exp: 1_800_000_300,
  aud: 'https://shop.example',
};

describe('a nonce response', () => {
  it.each<[string, object]>([
    ['short nonce', { nonce: 'abc' }],
    ['nonce outside the alphabet', { nonce: '+'.repeat(51) }],
    ['times that are not whole', { now: 1.5 }],
    ['times as text', { exp: '1800000300' }],
    ['times before the epoch', { now: -5 }],
    ['audience with a quotation mark', { aud: 'https://shop".example' }],
    ['audience with a backslash', { aud: 'a\\b' }],
    ['audience beyond ASCII', { aud: 'https://shöp.example' }],
    ['audience that fills the token', { aud: 'a'.repeat(256) }],
    ['audience that is a list', { aud: ['https://shop.example'] }],
  ])('with a %s is refused', (_, change) => {
    expect(readNonce(good)).toEqual(good);
    expect(readNonce({ ...good, ...change })).toBeNull();
  });

  it('is never made of anything else', () => {
    fc.assert(fc.property(fc.anything(), (value) => readNonce(value) === null));
  });

  it('keeps what it needs and a sound offer to enrol', () => {
    const [enrol, jkt] = [good.nonce, encodeBase64url(new Uint8Array(32))];
    expect(readNonce({ ...good, enrol, jkt, more: 'ignored' })).toEqual({ ...good, enrol, jkt });
    expect(readNonce({ ...good, enrol: 'x', jkt: '' })).toEqual(good);
  });
});
