import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose';
import { describe, expect, it, vi } from 'vitest';
import type { Accepted } from '../../../../src/server/index.ts';
import {
  createReceipts,
  createReceiptVerifier,
  type ReceiptVerifierOptions,
} from '../../../../src/server/receipt/receipt.ts';
import { memoryReplay } from '../../../../src/server/stores/memory-replay.ts';
import { message } from '../enrolment.ts';
import { setup } from '../setup.ts';

const { forge, request, create } = await setup();
const NOW = forge.setting.now;
const now = () => NOW * 1000;
const ISSUER = 'https://shop.example';
const TXH = 'A'.repeat(43);
const AUDIENCE = 'urn:svc:payments';
const pair = () =>
  crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
const keyOf = async (kid: string) => ({ kid, ...(await pair()) });
const [current, next] = [await keyOf('a'), await keyOf('b')];
const salt = crypto.getRandomValues(new Uint8Array(32));
const receipts = createReceipts({ issuer: ISSUER, keys: [current, next], pairwiseSalt: salt, now });
const replayOf = () => memoryReplay({ allowSingleProcess: true });
const verifierOf = (options: Partial<ReceiptVerifierOptions> = {}) =>
  createReceiptVerifier({
    issuer: ISSUER,
    audience: AUDIENCE,
    fetchJwks: () => receipts.jwks(),
    replay: replayOf(),
    now,
    ...options,
  });

async function accepted(): Promise<Accepted> {
  const result = await create().verify(await forge.token({ claims: { txh: TXH } }), { ...request, txh: TXH });
  if (!result.ok) throw new Error(result.code);
  return result;
}
const issue = async () => receipts.issue(await accepted(), { audience: AUDIENCE });

/** A receipt by the issuer's own key with any claims; undefined leaves one out. */
async function signed(changes: Readonly<Record<string, unknown>>): Promise<string> {
  const claims = {
    iss: ISSUER,
    aud: AUDIENCE,
    iat: NOW,
    exp: NOW + 120,
    jti: 'j',
    sub: 's',
    op: 'o',
    tier: 't',
  };
  const header = { alg: 'ES256', kid: current.kid, typ: 'vrd-receipt+jwt' };
  return new SignJWT({ ...claims, ...changes }).setProtectedHeader(header).sign(current.privateKey);
}

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
    expect(payload).toMatchObject({ op: 'checkout', tier: 'none', txh: TXH });
    expect(Number(payload.exp) - Number(payload.iat)).toBeLessThanOrEqual(300);
    expect(payload.sub).toMatch(/^[\w-]{43}$/);
    expect(JSON.stringify(payload)).not.toContain(forge.device.jkt);
    expect(await verifierOf()(token)).toMatchObject({ ok: true, value: { sub: payload.sub } });
  });

  it('names the transaction that was verified, and none where none was', async () => {
    const { txh: _, ...unbound } = await accepted();
    expect(await verifierOf()(await issue())).toMatchObject({ value: { txh: TXH } });
    const other = await receipts.issue(unbound, { audience: AUDIENCE, txh: 'B'.repeat(43) } as never);
    const verified = await verifierOf()(other);
    expect(verified.ok && 'txh' in verified.value).toBe(false);
  });

  it.each([
    ['16 bytes', { pairwiseSalt: crypto.getRandomValues(new Uint8Array(16)) }],
    ['bytes that nobody filled', { pairwiseSalt: new Uint8Array(32) }],
    ['half a second', { ttlSeconds: 60.5 }],
    ['a lifetime by another name', { ttl: 60 } as object],
    ['ten years', { ttlSeconds: 315_360_000 }],
  ])('is not minted with %s', (_name, wrong) => {
    const options = { issuer: ISSUER, keys: [current] as const, pairwiseSalt: salt, ...wrong };
    expect(() => createReceipts(options)).toThrow(TypeError);
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
    expect(await verifierOf({ now: clock })(await issue())).toMatchObject({ ok: false, code });
  });

  it.each([
    ['ten years', { exp: NOW + 315_360_000 }],
    ['eleven minutes', { exp: NOW + 660 }],
    ['no time', { exp: NOW }],
    ['less than none', { exp: NOW - 1 }],
    ['half a second too much', { exp: NOW + 600.5 }],
    ['no end', { exp: undefined }],
  ])('with a lifetime of %s is refused, whoever signed it', async (_name, claims) => {
    expect(await verifierOf()(await signed(claims))).toEqual({ ok: false, code: 'claim_invalid' });
  });

  it('is honoured for ten minutes at most', async () => {
    expect(await verifierOf()(await signed({ exp: NOW + 600 }))).toMatchObject({ ok: true });
  });

  it.each([undefined, '', 7, 'x'.repeat(65)])('without a fit jti is refused: %j', async (jti) => {
    expect(await verifierOf()(await signed({ jti }))).toEqual({ ok: false, code: 'claim_invalid' });
  });

  it('counts once, however often it comes at the same time', async () => {
    const [verify, token] = [verifierOf(), await issue()];
    const results = await Promise.all(Array.from({ length: 20 }, () => verify(token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await verify(token)).toEqual({ ok: false, code: 'replayed' });
    expect(await verify(await issue())).toMatchObject({ ok: true });
  });

  it('is remembered for as long as it could come again', async () => {
    const kept: number[] = [];
    const consume = async (_key: string, _value: string, ttlMs: number) => {
      kept.push(ttlMs);
      return null;
    };
    const replay = { consume };
    await verifierOf({ replay })(await signed({ exp: NOW + 300 }));
    expect(kept).toEqual([1_261_000]);
  });

  it('may come again where the service says so', async () => {
    const [verify, token] = [verifierOf({ replay: null }), await issue()];
    for (let time = 0; time < 2; time++) expect(await verify(token)).toMatchObject({ ok: true });
    expect(() => verifierOf({ replay: undefined } as never)).toThrow(TypeError);
  });

  it.each([
    ['fails', async () => Promise.reject(new Error('down'))],
    ['hangs', () => new Promise<never>(() => undefined)],
    ['talks nonsense', async () => 7 as never],
  ])('is refused when the store %s', async (_name, consume) => {
    const verify = verifierOf({ replay: { consume }, storeTimeoutMs: 1 });
    expect(await verify(await issue())).toEqual({ ok: false, code: 'replay_store_unavailable' });
  });

  it('is not used up by a service that it is not for', async () => {
    const replay = replayOf();
    const token = await issue();
    const other = verifierOf({ replay, audience: 'urn:svc:other' });
    expect(await other(token)).toEqual({ ok: false, code: 'aud_mismatch' });
    expect(await verifierOf({ replay })(token)).toMatchObject({ ok: true });
  });

  it.each([undefined, null, 7, 'x', 'a.b.c', {}])('never throws because of a token: %s', async (junk) => {
    expect(await verifierOf()(junk)).toMatchObject({ ok: false });
  });
});

describe('a key address in a token', () => {
  it('is never followed (jku)', async () => {
    const [, payload, signature] = (await issue()).split('.');
    const header = { alg: 'ES256', jku: 'https://evil.example', kid: 'a', typ: 'vrd-receipt+jwt' };
    const token = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
    const fetchJwks = vi.fn(() => receipts.jwks());
    expect(await verifierOf({ fetchJwks })(token)).toMatchObject({ code: 'claim_unknown' });
    expect(fetchJwks).not.toHaveBeenCalled();
  });
});
