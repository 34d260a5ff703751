import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { canonicalJson } from '../../wire/canonical.ts';
import { CliError } from '../cli-error.ts';
import { readPlainText } from './read-plain.ts';

/** Longest PEM file. Chosen: a hundred times a key of P-256. */
const MAX_KEY_BYTES = 65_536;

/** The public half as a signed manifest carries it. */
export type PublicJwk = Readonly<Record<'crv' | 'kty' | 'x' | 'y', string>>;

/** A signing key: a PEM file of an elliptic key, P-256, as OpenSSL and OpenSSF Model Signing read it. */
export async function readPrivateKey(file: string): Promise<KeyObject> {
  const key = await read(file, createPrivateKey);
  publicJwkOf(key);
  const signature = sign('sha256', PROBE, key);
  if (!verify('sha256', PROBE, createPublicKey(key), signature))
    throw new CliError('file_invalid', `${file} has a public half that is another key's.`);
  return key;
}

const PROBE = Buffer.from('tellsign');

/** A public key, or the public half of a private one. */
export const readPublicKey = (file: string): Promise<KeyObject> => read(file, createPublicKey);

/** @throws CliError for a key that is not of P-256 */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const { asymmetricKeyType, asymmetricKeyDetails } = key;
  if (asymmetricKeyType !== 'ec' || asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new CliError('file_invalid', 'The key is not of P-256.');
  const { x = '', y = '' } = (key.type === 'public' ? key : createPublicKey(key)).export({ format: 'jwk' });
  return { crv: 'P-256', kty: 'EC', x, y };
}

/** RFC 7638: what pages and backends pin. */
export const thumbprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(canonicalJson(publicJwkOf(key)))
    .digest('base64url');

export const isThumbprint = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** @throws CliError for what is no thumbprint */
export function checkThumbprint(option: string, text: string): void {
  if (!isThumbprint(text))
    throw new CliError('argument_invalid', `--${option} is a thumbprint, of 43 characters.`);
}

/** @throws CliError for a private key that a served folder has, below it or by a link in it */
export async function checkApart(key: string, folder: string): Promise<void> {
  const [file, place, served] = await Promise.all([
    realpath(key),
    realpath(dirname(key)),
    realpath(folder).catch(() => folder),
  ]);
  const isBelow = [file, join(place, basename(key))].some((path) => isWithin(path, served));
  if (isBelow || (await hasLinkTo(file, served)))
    throw new CliError('argument_invalid', `The private key ${key} lies in ${folder}, which is served.`);
}

function isWithin(path: string, folder: string): boolean {
  const [first = ''] = relative(folder, path).split(sep);
  return first !== '' && first !== '..' && !isAbsolute(first);
}

/** Whether something in the folder is this file by another name, whatever kind of link it is. */
async function hasLinkTo(file: string, folder: string): Promise<boolean> {
  const { dev, ino } = await stat(file);
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return found.some((one) => one?.dev === dev && one.ino === ino);
}

/** @throws CliError for a file that is none, or holds no key */
async function read(file: string, create: (pem: string) => KeyObject): Promise<KeyObject> {
  const pem = await readPlainText(file, MAX_KEY_BYTES);
  try {
    const key = create(pem);
    // Node ends where it looks at a key that is no point of the curve; this throws before.
    key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'der' } as {
      type: 'spki';
      format: 'der';
    });
    return key;
  } catch {
    const half = create === createPrivateKey ? 'private' : 'private or public';
    throw new CliError('file_invalid', `${file} is no PEM file of a ${half} key.`);
  }
}
