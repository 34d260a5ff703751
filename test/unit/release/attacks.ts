import { createHmac } from 'node:crypto';
import { publicJwkOf } from '../../../src/cli/model/key.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { Release } from '../../../src/contract/release.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { type Attack, on } from './attack.ts';
import { KEY_LISTS } from './key-lists.ts';
import {
  createSigningKey,
  DAY,
  type Files,
  headerOf,
  ISSUED,
  serveVersion,
  signTexts,
  twinOf,
} from './kit.ts';
import { TWO_SIGNERS } from './two-signers.ts';

const key = createSigningKey();
const next = createSigningKey();
const stranger = createSigningKey();
const keys = [key.id];
const honest = serveVersion(17, { key });
const older = serveVersion(16, { key });
const newer = serveVersion(18, { key });
const { release, files, text } = honest;
const [header = '', payload = '', signature = ''] = text.split('.');
const claims = canonicalJson(release);
const YEAR_9999 = Date.UTC(9999) / 1000;

const signed = (change: object): string =>
  signRelease({ ...release, ...change } as unknown as Release, key.privateKey);
const signedText = (body: string): string => signTexts(headerOf(key), body, key);
const withHeader = (change: object): string => signTexts(headerOf(key, change), claims, key);
const withFile = (path: string, bytes: Uint8Array | null): Files =>
  new Map(
    [...files].flatMap(([name, own]) => (name !== path ? [[name, own]] : bytes ? [[name, bytes]] : [])),
  );
const fileChange = (change: object) =>
  signed({ files: { ...release.files, weights: { ...release.files.weights, ...change } } });
const weightsPath = release.files.weights.path;
const weights = files.get(weightsPath) ?? new Uint8Array();
const olderWeights = older.files.get(older.release.files.weights.path) ?? new Uint8Array();

const MALFORMED = { keys, worker: 'model_malformed' };
const bad = (name: string, changed: string): Attack => on(honest, name, { ...MALFORMED, text: changed });

/** Time, versions and keys. */
const ORDER: readonly Attack[] = [
  on(honest, 'nothing: the honest release', { keys, worker: 'accepted' }),
  on(older, 'rollback: last month’s release, still signed and in time', { keys, worker: 'model_rollback' }),
  on(honest, 'rollback: a floor that is no number', {
    keys,
    minVersion: Number.NaN,
    worker: 'model_rollback',
    server: 'TypeError',
  }),
  on(honest, 'freeze: nobody has renewed it', {
    keys,
    now: release.exp,
    worker: 'model_expired',
  }),
  bad('freeze: signed for a year', signed({ exp: ISSUED + 365 * DAY })),
  bad('freeze: ends before it begins', signed({ exp: ISSUED - 1 })),
  on(honest, 'clock set back by two months', {
    keys,
    now: ISSUED - 60 * DAY,
    worker: 'accepted',
    server: 'model_future',
  }),
  on(honest, 'clock set back by a year', { keys, now: ISSUED - 365 * DAY, worker: 'model_future' }),
  on(honest, 'freeze: signed for 90 days of the year 9999', {
    keys,
    text: signed({ iat: YEAR_9999, exp: YEAR_9999 + 90 * DAY }),
    worker: 'model_future',
  }),
  on(honest, 'freeze: signed for the last second that there is', {
    keys,
    text: signed({ iat: 2 ** 53 - 1 - DAY, exp: 2 ** 53 - 1 }),
    worker: 'model_future',
  }),
  ...[[], [9e15], null, true, 'never', -1, 5.5, {}].map((exp) =>
    on(serveVersion(17, { key, settings: { exp } }), `freeze: settings that end at ${JSON.stringify(exp)}`, {
      keys,
      worker: 'model_malformed',
    }),
  ),
  ...(['minimum', 'Min', 'amp;min', 'signer', 'keys', 'exp'] as const).map((name) =>
    on(honest, `a pin that nobody knows: ${name}`, {
      keys,
      pins: [[name, '1']],
      worker: 'model_key',
      server: 'accepted',
    }),
  ),
  ...(['min', 'list', 'channel'] as const).map((name) =>
    on(honest, `a pin that stands twice: ${name}`, {
      keys,
      pins: [[name, name === 'channel' ? 'stable' : '0']],
      ...(name === 'channel' && {
        pins: [
          ['channel', 'stable'],
          ['channel', 'canary'],
        ],
      }),
      worker: 'model_key',
      server: 'accepted',
    }),
  ),
  on(serveVersion(2 ** 53 - 1, { key }), 'fast-forward: a stolen key signs the highest version', {
    keys,
    worker: 'accepted',
  }),
  on(serveVersion(18, { key: next }), 'fast-forward: the next release of the key that follows', {
    keys: [next.id],
    worker: 'accepted',
  }),
  on(honest, 'stolen key, then rotated', { keys: [next.id], worker: 'model_key' }),
  on(honest, 'rotation under way: the old key of two', { keys: [key.id, next.id], worker: 'accepted' }),
  on(newer, 'two tabs on two versions: the newer one', { keys, worker: 'accepted' }),
  on(honest, 'key-list downgrade: no key at all', { keys: [], worker: 'model_key', server: 'TypeError' }),
  on(honest, 'key-list downgrade: one key more than may be pinned', {
    keys: [stranger.id, next.id, key.id],
    worker: 'model_key',
  }),
  on(honest, 'key-list downgrade: a shortened thumbprint', {
    keys: [key.id.slice(0, 20)],
    worker: 'model_key',
    server: 'TypeError',
  }),
  on(honest, 'canary served as stable', {
    keys,
    text: signed({ channel: 'canary' }),
    worker: 'model_channel',
  }),
  on(honest, 'trained with other stroke trees than the page has', {
    keys,
    text: signed({ trees: '0'.repeat(64) }),
    worker: 'model_unsupported',
    server: 'accepted',
  }),
  on(honest, 'trained for other features', {
    keys,
    text: signed({ schema: 1 }),
    worker: 'model_unsupported',
  }),
];

/** What a message may be. */
const FORM: readonly Attack[] = [
  bad('truncated: the signature is cut', text.slice(0, -4)),
  bad('truncated: the signature is missing', `${header}.${payload}.`),
  bad('an error page of the CDN', '<!doctype html><title>502</title>'),
  bad('an empty file', ''),
  bad('a line break at the end', `${text}\n`),
  bad('a byte order mark before it', `\uFEFF${text}`),
  bad('a letter that looks like another', text.replace('e', 'е')),
  bad('a manifest of a gigabyte', `${text}${'A'.repeat(300_000)}`),
  bad(
    'duplicate keys in the claims',
    signedText(claims.replace('"version":17', '"version":17,"version":99')),
  ),
  bad(
    'duplicate keys in the header',
    signTexts(headerOf(key).replace('{"alg"', '{"alg":"none","alg"'), claims, key),
  ),
  bad('keys in another order', signedText(JSON.stringify({ ...release, v: 1 }))),
  bad('two signatures', `${text}.${signature}`),
  bad(
    'partial signatures: two of them in JSON, of which one is a stranger’s',
    JSON.stringify({
      payload,
      signatures: [
        { protected: header, signature },
        { protected: encode(headerOf(stranger)), signature },
      ],
    }),
  ),
  bad('partial signatures: half of one', [header, payload, signature.slice(0, 43)].join('.')),
  on(honest, 'partial signatures: r without s', {
    keys,
    text: [header, payload, encodeBytes(Buffer.from(signature, 'base64url').fill(0, 32))].join('.'),
    worker: 'model_signature',
  }),
  on(honest, 'a signature of zeros', {
    keys,
    text: [header, payload, encodeBytes(Buffer.alloc(64))].join('.'),
    worker: 'model_signature',
  }),
  on(honest, 'twin signatures: r‖(n − s)', { keys, text: twinOf(text), worker: 'accepted' }),
  bad('payload type: a verdict of the same key', withHeader({ typ: 'vrd+jwt' })),
  bad('algorithm none', `${encode(headerOf(key, { alg: 'none' }))}.${payload}.${signature}`),
  bad('HS256 with the public key as its secret', hmacToken()),
  bad('a key id in the header', withHeader({ kid: key.id })),
  bad('an address of keys in the header', withHeader({ jku: 'https://evil.example/keys' })),
  bad('a member of the key too many', withHeader({ jwk: { ...publicJwkOf(key.privateKey), use: 'sig' } })),
  on(honest, 'signed by a stranger', {
    keys,
    text: signTexts(headerOf(stranger), claims, stranger),
    worker: 'model_key',
  }),
  on(honest, 'signed by a stranger under the pinned key', {
    keys,
    text: signTexts(headerOf(key), claims, stranger),
    worker: 'model_signature',
  }),
  on(honest, 'one claim changed', {
    keys,
    text: [header, encode(claims.replace('"version":17', '"version":18')), signature].join('.'),
    worker: 'model_signature',
  }),
  bad('base64 with bits that belong to no byte', `${text.slice(0, -1)}${text.endsWith('B') ? 'C' : 'B'}`),
  bad('a claim that nobody knows', signed({ eval: 'x' })),
  bad('a claim is missing', signedText(canonicalJson({ ...release, channel: undefined }))),
  bad('a version with a fraction', signedText(claims.replace('"version":17', '"version":17.5'))),
  bad('a floor above the version', signed({ minVersion: 18 })),
  bad('a file in another folder', fileChange({ path: '../secret.weights' })),
  bad('a file on another site', fileChange({ path: 'https://evil.example/a.weights' })),
  bad('a file that is said to have a gigabyte', fileChange({ size: 2 ** 30 })),
  bad(
    'a role without a file',
    signed({ files: { manifest: release.files.manifest, onnx: release.files.onnx } }),
  ),
];

/** What lies beside it. */
const FILES: readonly Attack[] = [
  on(honest, 'mix and match: another release’s weights under this name', {
    keys,
    files: withFile(weightsPath, olderWeights),
    worker: 'model_hash',
  }),
  on(
    serveVersion(17, { key, settings: { sha256: older.release.files.onnx.sha256 } }),
    'mix and match: settings of another network, signed together',
    { keys, worker: 'model_hash' },
  ),
  on(honest, 'one bit of a file', {
    keys,
    files: withFile(weightsPath, weights.with(99, (weights[99] ?? 0) ^ 1)),
    worker: 'model_hash',
  }),
  on(honest, 'truncated: a file is cut', {
    keys,
    files: withFile(weightsPath, weights.slice(0, -7)),
    worker: 'model_hash',
  }),
  on(honest, 'a file of a gigabyte', {
    keys,
    files: withFile(weightsPath, new Uint8Array(2 ** 30)),
    worker: 'model_hash',
  }),
  on(honest, 'partial deploy: a file is not there yet', {
    keys,
    files: withFile(weightsPath, null),
    worker: 'model_unavailable',
  }),
  on(honest, 'two files of one name', {
    keys,
    text: fileChange({ path: release.files.onnx.path }),
    worker: 'model_hash',
  }),
  on(honest, 'one file in two roles', {
    keys,
    text: signed({ files: { ...release.files, weights: release.files.onnx } }),
    worker: 'model_hash',
  }),
  on(honest, 'the signed manifest as a file of its own', {
    keys,
    text: fileChange({ path: 'stable.jws' }),
    worker: 'model_hash',
    server: 'model_unavailable',
  }),
  on(honest, 'a file of no bytes', { keys, text: fileChange({ size: 0 }), worker: 'model_hash' }),
  on(honest, 'partial deploy: files of the release before, and no other', {
    keys,
    files: older.files,
    worker: 'model_unavailable',
  }),
  on(honest, 'stale cache: the signed manifest of the release before', {
    keys,
    text: older.text,
    files: new Map([...older.files, ...files]),
    worker: 'model_rollback',
  }),
];

const bundled = serveVersion(17, { key, withBundle: true });
const strangers = serveVersion(17, { key: stranger, withBundle: true });
const bundles = (bundle: Uint8Array | undefined): Files =>
  new Map(
    [...bundled.files].flatMap(([name, own]) =>
      name !== 'model.sig' ? [[name, own]] : bundle ? [[name, bundle]] : [],
    ),
  );
const omsOf = ({ release: { oms } }: typeof bundled) => oms;

/** The bundle, which only a backend reads. */
const BUNDLES: readonly Attack[] = [
  on(bundled, 'nothing: an honest release with its bundle', { keys, worker: 'accepted' }),
  on(bundled, 'the bundle is missing', {
    keys,
    files: bundles(undefined),
    worker: 'accepted',
    server: 'model_bundle',
  }),
  on(bundled, 'the bundle of another release', {
    keys,
    files: bundles(older.files.get('model.sig')),
    worker: 'accepted',
    server: 'model_bundle',
  }),
  on(
    serveVersion(17, { key, change: { oms: omsOf(strangers) ?? '' } }),
    'a stranger’s bundle that was named',
    {
      keys,
      files: bundles(strangers.files.get('model.sig')),
      worker: 'accepted',
      server: 'model_bundle',
    },
  ),
  on(
    serveVersion(17, { key, change: { oms: omsOf(serveVersion(16, { key, withBundle: true })) ?? '' } }),
    'a bundle of other files that was named',
    {
      keys,
      files: bundles(older.files.get('model.sig')),
      worker: 'accepted',
      server: 'model_bundle',
    },
  ),
];

export const ATTACKS: readonly Attack[] = [
  ...ORDER,
  ...FORM,
  ...FILES,
  ...BUNDLES,
  ...KEY_LISTS,
  ...TWO_SIGNERS,
];

function encode(value: string): string {
  return Buffer.from(value).toString('base64url');
}

function encodeBytes(bytes: Buffer): string {
  return bytes.toString('base64url');
}

/** 32 bytes in the place of 64. */
function hmacToken(): string {
  const content = `${encode(headerOf(key, { alg: 'HS256' }))}.${payload}`;
  const secret = JSON.stringify(publicJwkOf(key.privateKey));
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}
