import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createBundle } from '../../../src/cli/model/bundle.ts';
import { publicJwkOf, thumbprintOf } from '../../../src/cli/model/key.ts';
import { signRelease } from '../../../src/cli/model/sign-release.ts';
import type { Release, ReleaseFile } from '../../../src/contract/release.ts';
import { canonicalJson } from '../../../src/wire/canonical.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { pinOf } from '../../../train/export/pin.ts';
import { writeWeights } from '../../../train/export/weights.ts';
import { manifestOf, schemaNetwork } from '../scoring/model.ts';

/** When the releases of these tests were issued, epoch seconds. */
export const ISSUED = 1_795_000_000;
export const DAY = 86_400;
/** The trees of the worker that asks. */
export const TREES = { trees: [1, 0.5, -2] };
export const TREES_HASH = pinOf(new TextEncoder().encode(JSON.stringify(TREES))).sha256;

/** A signing key of P-256. */
export interface SigningKey {
  readonly privateKey: KeyObject;
  /** Thumbprint. */
  readonly id: string;
}

export function createSigningKey(): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { privateKey, id: thumbprintOf(privateKey) };
}

export type Files = ReadonlyMap<string, Uint8Array>;

/** A release as it is served: its claims, the files by name, and the signed manifest. */
export interface Served {
  readonly release: Release;
  readonly files: Files;
  readonly text: string;
}

interface ServeOptions {
  readonly key: SigningKey;
  /** Claims that differ. */
  readonly change?: Partial<Release>;
  /** Settings that differ. */
  readonly settings?: object;
  /** Writes the bundle, and names it. */
  readonly withBundle?: boolean;
}

/** A network of its own for each version, signed by `key`. */
export function serveVersion(
  version: number,
  { key, change = {}, settings = {}, withBundle = false }: ServeOptions,
): Served {
  const network = schemaNetwork(version);
  const onnx = Uint8Array.from(writeOnnx(network));
  const weights = Uint8Array.from(writeWeights(network));
  const made = { ...manifestOf(onnx, network), weights: { file: 'w', ...pinOf(weights) }, ...settings };
  const manifest = new TextEncoder().encode(JSON.stringify(made));
  const files = {
    manifest: nameFile('manifest.json', manifest),
    onnx: nameFile('model.onnx', onnx),
    weights: nameFile('model.weights', weights),
  };
  const bundle = createBundle(Object.values(files), { key: key.privateKey, name: 'model', ignored: [] });
  const sig = new TextEncoder().encode(bundle);
  const release: Release = {
    v: 1,
    name: 'own',
    version,
    minVersion: version,
    channel: 'stable',
    iat: ISSUED,
    exp: ISSUED + 30 * DAY,
    schema: made.schema,
    trees: TREES_HASH,
    files,
    ...(withBundle && { oms: pinOf(sig).sha256 }),
    ...change,
  };
  return {
    release,
    files: new Map([
      [files.manifest.path, manifest],
      [files.onnx.path, onnx],
      [files.weights.path, weights],
      ['model.sig', sig],
    ]),
    text: signRelease(release, key.privateKey),
  };
}

function nameFile(file: string, bytes: Uint8Array): ReleaseFile {
  const { sha256, bytes: size } = pinOf(bytes);
  return { path: file.replace('.', `-${sha256.slice(0, 12)}.`), sha256, size };
}

/** A message of any texts, really signed. */
export function signTexts(header: string, payload: string, { privateKey }: SigningKey): string {
  const signed = [header, payload].map((text) => Buffer.from(text).toString('base64url')).join('.');
  const bytes = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${signed}.${bytes.toString('base64url')}`;
}

/** The header that a signed manifest has, with members that differ. */
export const headerOf = ({ privateKey }: SigningKey, change: object = {}): string =>
  canonicalJson({ alg: 'ES256', jwk: publicJwkOf(privateKey), typ: 'vrd-model+jwt', ...change });

/** The order of P-256 (SP 800-186): `r‖(n − s)` verifies wherever `r‖s` does. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The same message with the other signature that verifies. */
export function twinOf(text: string): string {
  const [header, payload, signature = ''] = text.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex');
  return [header, payload, Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')].join('.');
}

/** Id of a release's model: what its verdicts name. */
export const modelIdOf = ({ files }: Release): string =>
  Buffer.from(files.onnx.sha256, 'hex').subarray(0, 16).toString('base64url');

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
