import { encodeBase64url } from '../../../src/wire/base64url.ts';
import { evidence, type Forge, OTHER_MODEL } from '../forge.ts';
import type { Case, Wanted } from '../run.ts';

const REQUIRED = ['aud', 'bld', 'ev', 'exp', 'iat', 'jti', 'mdl', 'op', 'q', 'rc', 'v'];

/** A model without weights is never `low`, and says so. */
const accepted = (...flags: readonly string[]): Wanted => ({
  code: 'ok',
  level: 'unknown',
  flags: ['not_rescored', ...flags],
});

/** Claims one by one, the transaction, the model and the evidence. */
export async function claims(forge: Forge): Promise<readonly Case[]> {
  const { setting, token } = forge;
  const { now } = setting;
  const one = async (name: string, want: Case['want'], changed: Record<string, unknown>): Promise<Case> => ({
    name,
    tok: await token({ claims: changed }),
    want,
  });
  const invalid = (name: string, changed: Record<string, unknown>) => one(name, 'claim_invalid', changed);
  const withEvidence = async (name: string, want: Case['want'], edit: Readonly<Record<number, number>>) =>
    one(name, want, { ev: encodeBase64url(evidence(edit)) });
  const bytes = evidence();
  const parts = (...tail: readonly number[]) => encodeBase64url(Uint8Array.from([...bytes, ...tail]));
  return [
    await one('a good verdict', accepted(), {}),
    await one('with counter and extension', 'ok', { ctr: 4_294_967_295, x: { note: 'hello' } }),
    await one('without reasons', 'ok', { rc: [] }),
    ...(await Promise.all(
      REQUIRED.map((name) => one(`without ${name}`, 'claim_missing', { [name]: undefined })),
    )),
    await one('unknown claim sub', 'claim_unknown', { sub: 'me' }),
    await one('unknown claim score', 'claim_unknown', { score: 0 }),
    await one('unknown claim nbf', 'claim_unknown', { nbf: now }),
    {
      name: 'unknown claim __proto__',
      tok: await token({ payloadText: await withProto(forge) }),
      want: 'claim_unknown',
    },
    await one('unknown claim constructor', 'claim_unknown', { constructor: 1 }),
    await one('unknown claim toString', 'claim_unknown', { toString: 1 }),
    await one('version 2', 'version_unsupported', { v: 2 }),
    await one('version 2 with a claim of its own', 'version_unsupported', { v: 2, zz: 1 }),
    await one('version 0', 'version_unsupported', { v: 0 }),
    await invalid('aud an array', { aud: [setting.aud] }),
    await invalid('aud an array of two', { aud: [setting.aud, 'https://evil.example'] }),
    await invalid('aud an empty array', { aud: [] }),
    await invalid('aud an object', { aud: { 0: setting.aud } }),
    await invalid('aud null', { aud: null }),
    await one('aud of another site', 'aud_mismatch', { aud: 'https://evil.example' }),
    await one('aud with a slash more', 'aud_mismatch', { aud: `${setting.aud}/` }),
    await one('aud in capitals', 'aud_mismatch', { aud: 'HTTPS://SHOP.EXAMPLE' }),
    await one('another operation', 'op_mismatch', { op: 'login' }),
    await invalid('op in capitals', { op: 'Checkout' }),
    await invalid('op of 33 characters', { op: 'a'.repeat(33) }),
    await invalid('op empty', { op: '' }),
    await invalid('op with a template', { op: '$[user]' }),
    await invalid('iat a string', { iat: String(now) }),
    await invalid('iat a fraction', { iat: now + 0.5 }),
    await invalid('exp a fraction', { exp: now + 60.5 }),
    await invalid('iat a very small fraction', { iat: now + 2 ** -20 }),
    await invalid('exp an array', { exp: [now + 60] }),
    await invalid('exp null', { exp: null }),
    await one('expired and for another site', 'expired', {
      aud: 'https://evil.example',
      iat: now - 181,
      exp: now - 61,
    }),
    await one('another site and another operation', 'aud_mismatch', {
      aud: 'https://evil.example',
      op: 'login',
    }),
    await invalid('iat negative', { iat: -1 }),
    await invalid('iat null', { iat: null }),
    await invalid('iat beyond safe integers', { iat: 2 ** 53 }),
    await invalid('exp a string', { exp: String(now + 60) }),
    await invalid('exp a boolean', { exp: true }),
    await invalid('exp equal to iat', { iat: now, exp: now }),
    await invalid('exp before iat', { iat: now, exp: now - 1 }),
    await invalid('lifetime of 301 s', { iat: now, exp: now + 301 }),
    await one('lifetime of 300 s', 'ok', { iat: now, exp: now + 300 }),
    await one('expired 61 s ago', 'expired', { iat: now - 181, exp: now - 61 }),
    await one('expired 60 s ago', 'ok', { iat: now - 180, exp: now - 60 }),
    await one('expired an hour ago', 'expired', { iat: now - 3720, exp: now - 3600 }),
    await one('issued in 61 s', 'iat_in_future', { iat: now + 61, exp: now + 181 }),
    await one('issued in 60 s', 'ok', { iat: now + 60, exp: now + 180 }),
    await one('times in milliseconds', 'iat_in_future', { iat: now * 1000, exp: now * 1000 + 120 }),
    await invalid('jti of 21 characters', { jti: 'A'.repeat(21) }),
    await invalid('jti of 23 characters', { jti: 'A'.repeat(23) }),
    await invalid('jti with a line break code', { jti: '%0aAAAAAAAAAAAAAAAAAAA' }),
    await invalid('jti a number', { jti: 7 }),
    await invalid('bld of 7 characters', { bld: 'abcdefg' }),
    await invalid('bld of 17 characters', { bld: 'a'.repeat(17) }),
    await invalid('bld with a template', { bld: '$(whoami)' }),
    await invalid('q a string', { q: '-137' }),
    await invalid('q a fraction', { q: -1.5 }),
    await invalid('q above int32', { q: 2_147_483_648 }),
    await invalid('q below int32', { q: -2_147_483_649 }),
    await invalid('q null', { q: null }),
    await one('q the largest int32', 'ok', { q: 2_147_483_647 }),
    await one('q the smallest int32', 'ok', { q: -2_147_483_648 }),
    await invalid('rc of 18 numbers', { rc: new Array(18).fill(1) }),
    await invalid('rc of odd length', { rc: [1, 2, 3] }),
    await invalid('rc with a string', { rc: [1, '2'] }),
    await invalid('rc with a fraction', { rc: [1, 2.5] }),
    await invalid('rc with an array', { rc: [[1, 2]] }),
    await invalid('rc an object', { rc: { 0: 1 } }),
    await invalid('ctr negative', { ctr: -1 }),
    await invalid('ctr beyond uint32', { ctr: 4_294_967_296 }),
    await invalid('ctr a string', { ctr: '1' }),
    await invalid('x a string', { x: 'y' }),
    await invalid('x an array', { x: [] }),
    await invalid('x null', { x: null }),
    await invalid('x of 513 bytes', { x: { pad: 'a'.repeat(513 - 10) } }),
    await one('x of 512 bytes', 'ok', { x: { pad: 'a'.repeat(512 - 10) } }),
    await invalid('txh of 42 characters', { txh: 'A'.repeat(42) }),
    await invalid('txh a number', { txh: 1 }),
    await invalid('txh null', { txh: null }),
    await one('another transaction', 'tx_mismatch', { txh: 'A'.repeat(43) }),
    await one('no transaction signed', 'tx_mismatch', { txh: undefined }),
    { ...(await one('no transaction asked', 'ok', { txh: undefined })), txh: null },
    { ...(await one('transaction changed by the backend', 'tx_mismatch', {})), txh: 'B'.repeat(43) },
    await one('another model', 'model_unknown', { mdl: OTHER_MODEL }),
    await one('model __proto__', 'model_unknown', { mdl: '__proto__' }),
    await one('model constructor', 'model_unknown', { mdl: 'constructor' }),
    await one('model toString', 'model_unknown', { mdl: 'toString' }),
    await invalid('mdl a number', { mdl: 1 }),
    await invalid('mdl of 23 characters', { mdl: 'A'.repeat(23) }),
    await invalid('mdl a path', { mdl: '../../../../etc/passwd' }),
    { ...(await one('model no longer honoured', 'model_expired', {})), models: expired(forge) },
    {
      ...(await one('build too old', 'build_too_old', { bld: 'tellsign-0.1.0' })),
      minBuild: 'tellsign-0.2.0',
    },
    { ...(await one('build new enough', 'ok', { bld: 'tellsign-0.10.0' })), minBuild: 'tellsign-0.2.0' },
    await invalid('ev a number', { ev: 1 }),
    {
      ...(await invalid('ev of 1367 characters', { ev: 'A'.repeat(1367) })),
      maxTokenChars: 4096,
    },
    await one('ev in the standard alphabet', 'evidence_invalid', { ev: '+/+/' }),
    await one('ev padded', 'evidence_invalid', { ev: `${encodeBase64url(bytes)}==` }),
    await one('ev empty', 'evidence_invalid', { ev: '' }),
    await one('ev with trailing bits', 'evidence_invalid', { ev: 'AB' }),
    await one('ev cut short', 'evidence_invalid', { ev: encodeBase64url(bytes.subarray(0, -1)) }),
    await one('ev of its first four bytes', 'evidence_invalid', {
      ev: encodeBase64url(bytes.subarray(0, 4)),
    }),
    await one('ev one byte longer', 'evidence_invalid', { ev: parts(0) }),
    await withEvidence('evidence format 2', 'evidence_invalid', { 0: 2 }),
    await withEvidence('evidence of another schema', 'evidence_invalid', { 1: 2 }),
    await withEvidence('evidence with an unknown flag', 'evidence_invalid', { 2: 16 }),
    await withEvidence('evidence without features', 'evidence_invalid', { 3: 0 }),
    await withEvidence('evidence of 255 features', 'evidence_invalid', { 3: 255 }),
    await withEvidence('masked feature with a value', 'evidence_invalid', { 4: 1 }),
    await withEvidence('masked feature', 'ok', { 4: 1, 12: 0 }),
    await withEvidence('ephemeral key', accepted('ephemeral_key'), { 2: 1 }),
    await withEvidence('reduced consent', accepted('reduced_consent'), { 2: 8 }),
    await withEvidence('ephemeral key and reduced consent', accepted('ephemeral_key', 'reduced_consent'), {
      2: 9,
    }),
    await one('part that overruns', 'evidence_invalid', { ev: parts(3, 9, 1) }),
    await one('part twice', 'evidence_invalid', { ev: parts(3, 1, 5, 3, 1, 5) }),
    await one('part of unknown type', 'evidence_invalid', { ev: parts(200, 1, 5) }),
    await one('part without length', 'evidence_invalid', { ev: parts(3) }),
    await one('window counters', 'ok', { ev: parts(3, 2, 5, 6) }),
    await one('parts out of order', 'ok', {
      ev: encodeBase64url(Uint8Array.from([...evidence({ 2: 2 }), 3, 1, 5, 1, 1, 9])),
    }),
    await one('keyed view without its flag', 'evidence_invalid', { ev: parts(1, 1, 9) }),
    await withEvidence('flag of a keyed view without it', 'evidence_invalid', { 2: 2 }),
    await withEvidence('value −128', 'ok', { 12: 128 }),
  ];
}

function expired({ setting }: Forge): Record<string, { schema: number; n: number; exp: number }> {
  return Object.fromEntries(
    Object.entries(setting.models).map(([id, { schema, n }]) => [id, { schema, n, exp: setting.now - 1 }]),
  );
}

async function withProto(forge: Forge): Promise<string> {
  const good = await forge.claims();
  return JSON.stringify(
    Object.fromEntries(Object.entries(good).sort(([a], [b]) => (a < b ? -1 : 1))),
  ).replace('{', '{"__proto__":{"q":1},');
}
