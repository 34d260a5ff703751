import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
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
  return key;
}

/** A public key, or the public half of a private one. */
export const readPublicKey = (file: string): Promise<KeyObject> => read(file, createPublicKey);

/** @throws CliError for a key that is not of P-256 */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const isPublic = key.type === 'public';
  const { crv, kty, x, y } = (isPublic ? key : createPublicKey(key)).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y)
    throw new CliError('file_invalid', 'The key is not of P-256.');
  return { crv, kty, x, y };
}

/** RFC 7638: what pages and backends pin. */
export const thumbprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(canonicalJson(publicJwkOf(key)))
    .digest('base64url');

/** @throws CliError for a file that is none, or holds no key */
async function read(file: string, create: (pem: string) => KeyObject): Promise<KeyObject> {
  const pem = await readPlainText(file, MAX_KEY_BYTES);
  try {
    return create(pem);
  } catch {
    const half = create === createPrivateKey ? 'private' : 'private or public';
    throw new CliError('file_invalid', `${file} is no PEM file of a ${half} key.`);
  }
}
