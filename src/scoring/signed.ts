import { MAX_RELEASE_CHARS, MAX_RELEASE_KEYS } from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { decodeBase64url, decodeBinary, encodeBase64url } from '../wire/base64url.ts';
import { canonicalJson, parseCanonical } from '../wire/canonical.ts';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A pinned key that signed. */
export interface Signer {
  readonly jwk: JsonWebKey;
  /** RFC 7638 thumbprint. */
  readonly key: string;
}

/** A message that pinned keys signed. */
export interface Signed {
  /** What it says; null for text that is no canonical JSON. */
  readonly claims: unknown;
  /** One or two different keys. */
  readonly signers: readonly Signer[];
}

/**
 * `signers`: fewer keys signed than must, or one signed twice. `unavailable`: the platform has no WebCrypto.
 */
export type SignedFault = 'malformed' | 'key' | 'signers' | 'signature' | 'unavailable';

export interface SignedOptions {
  /** The only `typ` that is taken. */
  readonly typ: string;
  /** Thumbprints of the keys that may sign, one or two. */
  readonly keys: readonly string[];
  /** How many of them must have signed. @default 1 */
  readonly signers?: number | undefined;
}

/**
 * What a compact JWS says, if a pinned key signed it. Where two keys signed, theirs stand line by line, with
 * the same claims. Nothing in a message is used before every signature was verified. Never rejects.
 */
export async function readSigned(
  text: unknown,
  { typ, keys, signers = 1 }: SignedOptions,
): Promise<Result<Signed, SignedFault>> {
  const refuse = (code: SignedFault) => ({ ok: false, code }) as const;
  const messages = openAll(text, typ);
  if (!messages) return refuse('malformed');
  try {
    const found = await Promise.all(messages.map(signerOf));
    if (keys.length > MAX_RELEASE_KEYS || !found.every(({ key }) => keys.includes(key))) return refuse('key');
    const different = new Set(found.map(({ key }) => key)).size;
    // Not `different < signers`: what is no number must not mean none.
    if (different < found.length || !(different >= signers)) return refuse('signers');
    if (!(await Promise.all(messages.map(isSigned))).every(Boolean)) return refuse('signature');
    const read = parseCanonical(messages[0].payload);
    return { ok: true, value: { claims: read.ok ? read.value : null, signers: found } };
  } catch {
    return refuse('unavailable');
  }
}

async function signerOf({ jwk }: Message): Promise<Signer> {
  const digest = await crypto.subtle.digest('SHA-256', encode(canonicalJson(jwk)));
  return { jwk, key: encodeBase64url(new Uint8Array(digest)) };
}

const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

interface Message {
  readonly jwk: JsonWebKey;
  readonly signed: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly payload: string;
}

/** One message a line, all with the same claims; null for anything else. */
function openAll(text: unknown, typ: string): readonly [Message, ...Message[]] | null {
  if (typeof text !== 'string' || text.length > MAX_RELEASE_CHARS) return null;
  const lines = text.split('\n', MAX_RELEASE_KEYS + 1);
  const [first, ...others] = lines.map((line) => open(line, typ));
  const isOne = (other: Message | null | undefined): other is Message => other?.payload === first?.payload;
  return first && lines.length <= MAX_RELEASE_KEYS && others.every(isOne) ? [first, ...others] : null;
}

/** A compact JWS with exactly this header; null for anything else. Nothing in it is trusted yet. */
function open(text: string, typ: string): Message | null {
  const [header = '', claims = '', end = '', ...rest] = text.split('.', 4);
  const [head, payload, signature] = [decodeBinary(header), decodeBinary(claims), decodeBase64url(end)];
  if (rest.length > 0 || head === null || payload === null || signature?.length !== 64) return null;
  const read = parseCanonical(head);
  const { crv, kty, x, y } = Object(Object(read.ok && read.value).jwk) as JsonWebKey;
  const jwk = { crv, kty, x, y } as JsonWebKey;
  // Numbers in any other writing are the same key by another thumbprint: two signers would be one.
  if (![x, y].every((text) => typeof text === 'string' && decodeBase64url(text)?.length === 32)) return null;
  try {
    // Written again from what counts: any other algorithm, type or member gives another text.
    if (canonicalJson({ alg: 'ES256', jwk, typ }) !== head) return null;
  } catch {
    return null;
  }
  return { jwk, signed: `${header}.${claims}`, signature, payload };
}

/** ES256 by the platform; false where it refuses the key. */
async function isSigned({ jwk, signature, signed }: Message): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, KEY, false, ['verify']).catch(() => null);
  return key !== null && crypto.subtle.verify(SIGNATURE, key, signature, encode(signed));
}
