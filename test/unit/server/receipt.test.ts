import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import type { Accepted } from '../../../src/server/index.ts';
import { createReceipts, createReceiptVerifier } from '../../../src/server/receipt/receipt.ts';
import { message } from './enrolment.ts';
import { setup } from './setup.ts';

const { forge, request, create } = await setup();
const NOW = forge.setting.now;
const now = () => NOW * 1000;
const ISSUER = 'https://shop.example';
const AUDIENCE = 'urn:svc:payments';
const pair = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
const keyOf = async (kid: string) => ({ kid, ...(await pair()) });
const [current, next] = [await keyOf('a'), await keyOf('b')];
const salt = new Uint8Array(32).fill(5);
const receipts = createReceipts({ issuer: ISSUER, keys: [current, next], pairwiseSalt: salt, now });
const verifierOf = (fetchJwks: () => Promise<unknown> = () => receipts.jwks(), clock = now) =>
  createReceiptVerifier({ issuer: ISSUER, audience: AUDIENCE, fetchJwks, now: clock });

async function accepted(): Promise<Accepted> {
  const result = await create().verify(await forge.token(), request);
  if (!result.ok) throw new Error(result.code);
  return result;
}
const issue = async () => receipts.issue(await accepted(), { audience: AUDIENCE, txh: 'A'.repeat(43) });

describe('a receipt', () => {
  it('is an ordinary JWT for any JOSE library, with a pseudonym and no device key', async () => {
    const token = await issue();
    const { payload, protectedHeader } = await jwtVerify(
      token,
      createLocalJWKSet((await receipts.jwks()) as never),
      {
        algorithms: ['ES256'],
        typ: 'vrd-receipt+jwt',
        issuer: ISSUER,
        audience: AUDIENCE,
        currentDate: new Date(now()),
      },
    );
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: 'a', typ: 'vrd-receipt+jwt' });
    expect(payload).toMatchObject({ op: 'checkout', tier: 'none', txh: 'A'.repeat(43) });
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(300);
    expect(payload.sub).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(payload)).not.toContain(forge.device.jkt);
    expect(await verifierOf()(token)).toMatchObject({ ok: true, value: { sub: payload.sub } });
  });

  it('calls one visitor by different names at different services', async () => {
    const result = await accepted();
    const subOf = async (audience: string) =>
      JSON.parse(
        Buffer.from((await receipts.issue(result, { audience })).split('.')[1] ?? '', 'base64url').toString(),
      ).sub;
    expect(await subOf('a')).toBe(await subOf('a'));
    expect(await subOf('a')).not.toBe(await subOf('b'));
  });

  it('publishes public halves only, each with kid, alg and use, also of a key that is yet to sign', async () => {
    const { keys } = await receipts.jwks();
    for (const key of keys)
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const rotated = createReceipts({ issuer: ISSUER, keys: [next, current], pairwiseSalt: salt, now });
    const token = await rotated.issue(await accepted(), { audience: AUDIENCE });
    expect(await verifierOf()(token)).toMatchObject({ ok: true });
  });

  it('§4, row 126: is no verdict, and a verdict is no receipt', async () => {
    expect(await create().verify(await issue(), request)).toMatchObject({ code: 'wrong_type' });
    expect(await verifierOf()(await forge.token())).toMatchObject({ code: 'wrong_type' });
    const posed = await message('vrd-receipt+jwt', { ...(await forge.claims()), iss: ISSUER }, forge.device);
    expect(await verifierOf()(posed)).toMatchObject({ ok: false, code: 'claim_unknown' });
  });

  it.each([
    ['too late', () => (NOW + 181) * 1000, 'expired'],
    ['too early', () => (NOW - 61) * 1000, 'iat_in_future'],
    ['with a broken clock', () => Number.NaN, 'key_invalid'],
  ])('is refused %s', async (_name, clock, code) => {
    expect(await verifierOf(undefined, clock)(await issue())).toMatchObject({ ok: false, code });
  });

  it.each([undefined, null, 7, 'x', 'a.b.c', {}])('never throws because of a token: %s', async (junk) => {
    expect(await verifierOf()(junk)).toMatchObject({ ok: false });
  });
});

describe('§4, row 151: the JWKS of receipts', () => {
  it('is fetched again for an unknown kid at most once a minute', async () => {
    let ms = now();
    const fetchJwks = vi.fn(async () => ({ keys: [] as unknown[] }));
    const verify = verifierOf(fetchJwks, () => ms);
    const token = await issue();
    for (let i = 0; i < 50; i++) expect(await verify(token)).toMatchObject({ code: 'key_invalid' });
    expect(fetchJwks).toHaveBeenCalledTimes(1);
    ms += 60_000;
    await verify(token);
    expect(fetchJwks).toHaveBeenCalledTimes(2);
  });

  it('is never looked for where a token says (jku)', async () => {
    const fetchJwks = vi.fn(() => receipts.jwks());
    const [, payload, signature] = (await issue()).split('.');
    const header = { alg: 'ES256', jku: 'https://evil.example', kid: 'a', typ: 'vrd-receipt+jwt' };
    const token = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
    expect(await verifierOf(fetchJwks)(token)).toMatchObject({ code: 'claim_unknown' });
    expect(fetchJwks).not.toHaveBeenCalled();
  });

  it.each(['alg', 'use', 'kid'])('has no key without %s', async (name) => {
    const keys = (await receipts.jwks()).keys.map((key) => ({ ...key, [name]: undefined }));
    expect(await verifierOf(async () => ({ keys }))(await issue())).toMatchObject({ code: 'key_invalid' });
  });
});
