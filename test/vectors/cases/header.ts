import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { createSigner, type Forge, hmac, sorted, toSegment } from '../forge.ts';
import type { Case } from '../run.ts';

/** The protected header and the key in it. */
export async function header(forge: Forge): Promise<readonly Case[]> {
  const { token, device, stranger, claims } = forge;
  const { jwk } = device;
  const withHeader = async (name: string, want: string, members: Record<string, unknown>): Promise<Case> => ({
    name,
    tok: await token({ header: members }),
    want,
  });
  const badKey = async (name: string, key: unknown): Promise<Case> =>
    withHeader(name, 'key_invalid', { jwk: key });
  const unknown = (member: string, value: unknown) =>
    withHeader(`header with ${member}`, 'claim_unknown', { [member]: value });
  const { privateKey } = await createSigner();
  const { d } = await crypto.subtle.exportKey('jwk', privateKey);
  const hs256 = `${toSegment(sorted({ alg: 'HS256', jwk, typ: 'vrd+jwt' }))}.${toSegment(sorted(await claims()))}`;
  const mac = await hmac(
    Buffer.from(String(jwk.x), 'base64url').toString('hex'),
    new TextEncoder().encode(hs256),
  );
  const x = String(jwk.x);
  return [
    await withHeader('typ JWT', 'wrong_type', { typ: 'JWT' }),
    await withHeader('typ in capitals', 'wrong_type', { typ: 'VRD+JWT' }),
    await withHeader('typ with media type prefix', 'wrong_type', { typ: 'application/vrd+jwt' }),
    await withHeader('typ absent', 'wrong_type', { typ: undefined }),
    await withHeader('typ an array', 'wrong_type', { typ: ['vrd+jwt'] }),
    await withHeader('enrolment message', 'wrong_type', { typ: 'vrd-enrol+jwt' }),
    await withHeader('rotation message', 'wrong_type', { typ: 'vrd-rot+jwt' }),
    await withHeader('model manifest', 'wrong_type', { typ: 'vrd-model+jwt' }),
    await withHeader('receipt', 'wrong_type', { typ: 'vrd-receipt+jwt', kid: 'r1', jwk: undefined }),
    await withHeader('DPoP proof', 'wrong_type', { typ: 'dpop+jwt' }),
    await withHeader('alg none', 'alg_not_allowed', { alg: 'none' }),
    {
      name: 'alg none without signature',
      tok: `${toSegment(sorted({ alg: 'none', jwk, typ: 'vrd+jwt' }))}.${toSegment(sorted(await claims()))}.`,
      want: 'alg_not_allowed',
    },
    {
      name: 'alg none with a signature in the standard alphabet',
      tok: `${(await token({ header: { alg: 'none' } })).replace(/[^.]+$/, '')}+/+/`,
      want: 'alg_not_allowed',
    },
    {
      name: 'alg HS256 with a signature of stray trailing bits',
      tok: `${(await token({ header: { alg: 'HS256' } })).replace(/[^.]+$/, '')}AB`,
      want: 'alg_not_allowed',
    },
    {
      name: 'typ JWT with a signature in the standard alphabet',
      tok: `${(await token({ header: { typ: 'JWT' } })).replace(/[^.]+$/, '')}+/+/`,
      want: 'wrong_type',
    },
    {
      name: 'a foreign key with a signature in the standard alphabet',
      tok: `${(await token({ header: { jwk: { ...jwk, d } } })).replace(/[^.]+$/, '')}+/+/`,
      want: 'key_invalid',
    },
    {
      name: 'a signature in the standard alphabet',
      tok: `${(await token()).replace(/[^.]+$/, '')}+/+/`,
      want: 'malformed',
    },
    await withHeader('typ absent and alg none', 'wrong_type', { typ: undefined, alg: 'none' }),
    await withHeader('typ null', 'wrong_type', { typ: null }),
    await withHeader('typ empty', 'wrong_type', { typ: '' }),
    await withHeader('typ of test mode', 'wrong_type', { typ: 'vrd-test+jwt' }),
    await withHeader('alg null', 'alg_not_allowed', { alg: null }),
    await withHeader('alg empty', 'alg_not_allowed', { alg: '' }),
    await withHeader('alg none and kid', 'alg_not_allowed', { alg: 'none', kid: 'k1' }),
    await withHeader('alg None', 'alg_not_allowed', { alg: 'None' }),
    {
      name: 'alg HS256 keyed with the public key',
      tok: `${hs256}.${encodeBase64url(mac)}`,
      want: 'alg_not_allowed',
    },
    await withHeader('alg es256', 'alg_not_allowed', { alg: 'es256' }),
    await withHeader('alg ES384', 'alg_not_allowed', { alg: 'ES384' }),
    await withHeader('alg ES256K', 'alg_not_allowed', { alg: 'ES256K' }),
    await withHeader('alg EdDSA', 'alg_not_allowed', { alg: 'EdDSA' }),
    await withHeader('alg RS256', 'alg_not_allowed', { alg: 'RS256' }),
    await withHeader('alg absent', 'alg_not_allowed', { alg: undefined }),
    await withHeader('alg an array', 'alg_not_allowed', { alg: ['ES256'] }),
    await unknown('kid', 'k1'),
    await unknown('jku', 'https://evil.example/jwks.json'),
    await unknown('x5u', 'https://evil.example/cert.pem'),
    await unknown('x5c', ['AAAA']),
    await unknown('x5t', 'AAAA'),
    await unknown('crit', ['exp']),
    await unknown('b64', false),
    await unknown('zip', 'DEF'),
    await unknown('cty', 'JWT'),
    await unknown('enc', 'A256GCM'),
    await unknown('nonce', 'n'),
    {
      name: 'header with __proto__',
      tok: await token({
        headerText: sorted({ alg: 'ES256', jwk, typ: 'vrd+jwt' }).replace('{', '{"__proto__":{},'),
      }),
      want: 'claim_unknown',
    },
    await badKey('jwk absent', undefined),
    await badKey('jwk a string', 'key'),
    await badKey('jwk null', null),
    await badKey('jwk an array', [jwk]),
    await badKey('private key in the header', { ...jwk, d }),
    await badKey('jwk with kid', { ...jwk, kid: 'k1' }),
    await badKey('jwk with alg', { ...jwk, alg: 'ES256' }),
    await badKey('jwk with use', { ...jwk, use: 'sig' }),
    await badKey('jwk without y', { crv: 'P-256', kty: 'EC', x }),
    await badKey('jwk with ext', { ...jwk, ext: true }),
    await badKey('jwk with key_ops', { ...jwk, key_ops: ['verify'] }),
    await badKey('jwk with an empty member', { ...jwk, '': '' }),
    await badKey('jwk with kid instead of y', { crv: 'P-256', kid: 'k1', kty: 'EC', x }),
    await badKey('jwk without crv', { kty: 'EC', x, y: jwk.y }),
    await badKey('jwk without kty', { crv: 'P-256', x, y: jwk.y }),
    await badKey('jwk empty', {}),
    await badKey('kty null', { ...jwk, kty: null }),
    await badKey('kty RSA', { ...jwk, kty: 'RSA' }),
    await badKey('kty oct', { k: 'AAAA', kty: 'oct' }),
    await badKey('crv P-384', { ...jwk, crv: 'P-384' }),
    await badKey('crv secp256k1', { ...jwk, crv: 'secp256k1' }),
    await badKey('crv p-256', { ...jwk, crv: 'p-256' }),
    await badKey('coordinate of 42 characters', { ...jwk, x: x.slice(1) }),
    await badKey('coordinate of 44 characters', { ...jwk, x: `A${x}` }),
    await badKey('coordinate with trailing bits', { ...jwk, x: strayBits(x) }),
    await badKey('coordinate in the standard alphabet', { ...jwk, x: `+/${x.slice(2)}` }),
    await badKey('coordinate a number', { ...jwk, x: 5 }),
    { ...(await badKey('point not on the curve', { ...jwk, y: x })), jkt: null },
    { ...(await badKey('point of zeros', { ...jwk, x: 'A'.repeat(43), y: 'A'.repeat(43) })), jkt: null },
    {
      ...(await badKey('coordinate beyond the field', {
        ...jwk,
        x: encodeBase64url(new Uint8Array(32).fill(255)),
      })),
      jkt: null,
    },
    { name: 'another device key', tok: await token({ signer: stranger }), want: 'key_mismatch' },
    { name: 'revoked key', tok: await token(), revoked: true, want: 'key_revoked' },
    {
      name: 'revoked key without binding',
      tok: await token({ signer: stranger }),
      jkt: null,
      revoked: [stranger.jkt],
      want: 'key_revoked',
    },
    { name: 'another key revoked', tok: await token(), revoked: [stranger.jkt], want: 'ok' },
    { name: 'any key without binding', tok: await token({ signer: stranger }), jkt: null, want: 'ok' },
  ];
}

function strayBits(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + alphabet[alphabet.indexOf(text.at(-1) ?? 'A') + 1];
}
