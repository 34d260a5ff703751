import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { canonicalJson } from '../../wire/canonical.ts';
import { Refusal } from './refusal.ts';

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

/** @throws Refusal for a key that is not of P-256 */
export function publicJwkOf(key: KeyObject): PublicJwk {
  const isPublic = key.type === 'public';
  const { crv, kty, x, y } = (isPublic ? key : createPublicKey(key)).export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Refusal('key_unsupported', 'not of P-256');
  return { crv, kty, x, y };
}

/** RFC 7638: what pages and backends pin. */
export const thumbprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(canonicalJson(publicJwkOf(key)))
    .digest('base64url');

/** @throws Refusal for a file that is none, or holds no key */
async function read(file: string, create: (pem: string) => KeyObject): Promise<KeyObject> {
  try {
    return create(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Refusal('key_unreadable', String(error));
  }
}
