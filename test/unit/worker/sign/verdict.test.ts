import fc from 'fast-check';
import { EmbeddedJWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../../src/contract/features/index.ts';
import { MAX_TOKEN_CHARS } from '../../../../src/contract/protocol.ts';
import { encodeEvidence } from '../../../../src/scoring/evidence.ts';
import { parseCanonical } from '../../../../src/wire/canonical.ts';
import { createDeviceKey } from '../../../../worker/sign/device-key.ts';
import { type Statement, signVerdict } from '../../../../worker/sign/verdict.ts';
import { evidence } from '../../scoring/evidence-arbitrary.ts';
import { nonceResponse } from '../fakes.ts';

const full = encodeEvidence({
  schema: 1,
  flags: 0,
  values: Int8Array.from(FEATURES, (_, index) => (index % 255) - 127),
  missing: new Uint8Array(FEATURES.length),
});
const statement = (change: Partial<Statement> = {}): Statement => ({
  nonce: nonceResponse,
  ageMs: 0,
  op: 'checkout',
  mdl: 'AAAAAAAAAAAAAAAAAAAAAA',
  ev: full,
  q: -12,
  rc: [3, -20, 7, 15],
  ...change,
});
const sign = async (change: Partial<Statement> = {}) =>
  signVerdict(statement(change), await createDeviceKey(crypto), crypto);
const decode = (token: string, segment: number) =>
  Buffer.from(token.split('.')[segment] ?? '', 'base64url').toString();
const claims = (token: string) => JSON.parse(decode(token, 1)) as Record<string, unknown>;

describe('a signed verdict', () => {
  it('is accepted by a JOSE library with the key it carries', async () => {
    const { payload } = await jwtVerify(await sign(), EmbeddedJWK, {
      algorithms: ['ES256'],
      typ: 'vrd+jwt',
      audience: nonceResponse.aud,
      currentDate: new Date((nonceResponse.now + 30) * 1000),
    });
    expect(payload).toMatchObject({
      op: 'checkout',
      q: -12,
      rc: [3, -20, 7, 15],
      v: 1,
      nonce: nonceResponse.nonce,
    });
  });

  it('has exactly the header of the profile', async () => {
    const header = JSON.parse(decode(await sign(), 0));
    expect(Object.keys(header)).toEqual(['alg', 'jwk', 'typ']);
    expect(Object.keys(header.jwk)).toEqual(['crv', 'kty', 'x', 'y']);
    expect(header).toMatchObject({ alg: 'ES256', typ: 'vrd+jwt', jwk: { crv: 'P-256', kty: 'EC' } });
  });

  it('has exactly the claims of the profile', async () => {
    const names = ['aud', 'bld', 'ev', 'exp', 'iat', 'jti', 'mdl', 'nonce', 'op', 'q', 'rc', 'v'];
    expect(Object.keys(claims(await sign()))).toEqual(names);
    const txh = 'a'.repeat(43);
    expect(Object.keys(claims(await sign({ txh }))).sort()).toEqual([...names, 'txh'].sort());
  });

  it('is canonical in both parts, whatever the evidence', async () => {
    const key = await createDeviceKey(crypto);
    const integers = fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { maxLength: 16 });
    await fc.assert(
      fc.asyncProperty(evidence, integers, async (seen, rc) => {
        const token = await signVerdict(statement({ ev: encodeEvidence(seen), rc }), key, crypto);
        expect(parseCanonical(decode(token, 0)).ok).toBe(true);
        expect(parseCanonical(decode(token, 1)).ok).toBe(true);
        expect(token.length).toBeLessThanOrEqual(MAX_TOKEN_CHARS);
      }),
      { numRuns: 50 },
    );
  });

  it("dates itself by the server's clock, carried forward", async () => {
    expect(claims(await sign({ ageMs: 41_999 }))).toMatchObject({
      iat: nonceResponse.now + 41,
      exp: nonceResponse.now + 161,
    });
  });

  it('is never the same twice', async () => {
    const [first, second] = [claims(await sign()), claims(await sign())];
    expect(first.jti).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(second.jti).not.toBe(first.jti);
  });

  it('stays near a thousand characters with every feature present', async () => {
    const rc = Array.from({ length: 16 }, (_, index) => (index % 2 ? -123 : index + 60));
    const token = await sign({ txh: 'a'.repeat(43), rc });
    expect(token.length).toBeGreaterThan(800);
    expect(token.length).toBeLessThan(1_100);
  });

  it('is refused rather than bent where a claim has no canonical form', async () => {
    await expect(sign({ nonce: { ...nonceResponse, aud: 'a"b' } })).rejects.toThrow(TypeError);
    await expect(sign({ q: Number.NaN })).rejects.toThrow(TypeError);
  });
});
