import { decodeBase64url, encodeBase64url } from '../../../src/wire/base64url.ts';
import { type Draft, type Forge, type NonceDraft, sorted } from '../forge.ts';
import type { Case } from '../run.ts';

/** P-256's group order: s and n − s both verify. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The server's challenge and its single use. */
export async function nonce(forge: Forge): Promise<readonly Case[]> {
  const { setting, token, claims } = forge;
  const { now } = setting;
  const withNonce = async (name: string, want: string, draft: NonceDraft): Promise<Case> => ({
    name,
    tok: await token({ claims: { nonce: await forge.nonce(draft) } }),
    want,
  });
  const raw = async (name: string, value: unknown): Promise<Case> => ({
    name,
    tok: await token({ claims: { nonce: value } }),
    want: 'nonce_invalid',
  });
  const text = await forge.nonce();
  const bytes = decodeBase64url(text) ?? new Uint8Array(38);
  const flip = (at: number) => encodeBase64url(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));
  const used = await claims();
  const twice = async (claimsAfter: Draft['claims'] = {}) => token({ claims: { ...used, ...claimsAfter } });
  const first = await twice();
  return [
    await withNonce('nonce without the profile version', 'ok', { version: null }),
    await withNonce('nonce of the previous key', 'ok', { kid: 6 }),
    await withNonce('nonce at its expiry', 'ok', { exp: now }),
    await withNonce('nonce a second after its expiry', 'nonce_expired', { exp: now - 1 }),
    await withNonce('nonce long expired', 'nonce_expired', { iat: now - 9000, exp: now - 8700 }),
    await withNonce('nonce issued in 60 s', 'ok', { iat: now + 60, exp: now + 360 }),
    await withNonce('nonce issued in 61 s', 'nonce_invalid', { iat: now + 61, exp: now + 361 }),
    await withNonce('nonce issued in a day', 'nonce_invalid', { iat: now + 86_400, exp: now + 86_700 }),
    await withNonce('nonce issued in 61 s and expired', 'nonce_invalid', { iat: now + 61, exp: now - 1 }),
    await withNonce('nonce of the last second of its format', 'nonce_invalid', {
      iat: 0xffffffff,
      exp: 0xffffffff,
    }),
    await withNonce('nonce of an unknown key', 'nonce_invalid', { kid: 9 }),
    await withNonce('nonce MACed with another secret', 'nonce_invalid', { secret: 'ab'.repeat(32) }),
    await withNonce('nonce of one key named as the other', 'nonce_invalid', {
      secret: setting.nonceKeys[6] ?? '',
    }),
    await withNonce('nonce of another operation', 'nonce_invalid', { op: 'login' }),
    await withNonce('nonce of another session', 'nonce_invalid', { sid: 'session-2' }),
    await withNonce('nonce of another site', 'nonce_invalid', { aud: 'https://evil.example' }),
    await withNonce('context shifted by a character', 'nonce_invalid', { op: 'checkou', sid: 'tsession-1' }),
    await withNonce('nonce of an older label', 'nonce_invalid', { label: 'vrd-nonce-v0' }),
    await withNonce('binding MAC as a nonce', 'nonce_invalid', { label: 'vrd-bind-v1' }),
    await withNonce('MAC of the new binding as a nonce', 'nonce_invalid', { label: 'vrd-bind-v2' }),
    await withNonce('nonce for another profile version', 'nonce_invalid', { version: '2' }),
    await withNonce('nonce format 2', 'nonce_invalid', { format: 2 }),
    await raw('nonce without its last character', text.slice(0, -1)),
    await raw('nonce with one more character', `${text}A`),
    await raw('nonce empty', ''),
    await raw('nonce a number', 1),
    await raw('nonce null', null),
    await raw('nonce an array', [text]),
    await raw('nonce in the standard alphabet', `${text.slice(0, -1)}+`),
    await raw('nonce padded', `${text.slice(0, -1)}=`),
    await raw('nonce with trailing bits', text.slice(0, -1) + trailing(text.at(-1) ?? 'A')),
    await raw('nonce with its expiry moved', flip(9)),
    await raw('nonce with its randomness changed', flip(15)),
    await raw('nonce with its MAC changed', flip(37)),
    { name: 'nonce absent', tok: await token({ claims: { nonce: undefined } }), want: 'claim_missing' },
    { name: 'same token again', tok: first, after: first, want: 'replayed' },
    { name: 'same claims signed again', tok: await twice(), after: first, want: 'replayed' },
    { name: 'malleated signature', tok: malleate(first), after: first, want: 'replayed' },
    {
      name: 'other claims with a used nonce',
      tok: await twice({ q: 1 }),
      after: first,
      want: 'nonce_reused',
    },
    { name: 'malleated signature alone', tok: malleate(await token()), want: 'ok' },
    {
      name: 'forged token does not burn the nonce',
      tok: first,
      after: `${first.slice(0, -8)}AAAAAAAA`,
      want: 'ok',
    },
    {
      name: 'wrong site does not burn the nonce',
      tok: first,
      after: await twice({ aud: 'https://evil.example' }),
      want: 'ok',
    },
    {
      name: 'impossible evidence burns the nonce',
      tok: first,
      after: await twice({ ev: 'AA' }),
      want: 'nonce_reused',
    },
    {
      name: 'another transaction burns the nonce',
      tok: first,
      after: await twice({ txh: 'A'.repeat(43) }),
      want: 'nonce_reused',
    },
    {
      name: 'unknown claim and unknown nonce',
      tok: await token({ payloadText: sorted({ ...used, nonce: text.slice(1), zz: 1 }) }),
      want: 'nonce_invalid',
    },
  ];
}

function trailing(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(character) + 1] ?? 'B';
}

/** The other signature of the same text by the same key. */
export function malleate(token: string): string {
  const [header, payload, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex');
  return `${header}.${payload}.${Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')}`;
}
