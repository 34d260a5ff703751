import { SCHEMA_ID } from '../contract/features/index.ts';
import {
  MAX_RELEASE_CHARS,
  MAX_RELEASE_FILE,
  MAX_RELEASE_KEYS,
  MAX_RELEASE_SECONDS,
  type Release,
  type ReleaseCode,
  type ReleasePolicy,
  TYP_RELEASE,
} from '../contract/release.ts';
import type { Result } from '../contract/result.ts';
import { decodeBase64url, decodeBinary, encodeBase64url } from '../wire/base64url.ts';
import { canonicalJson, parseCanonical } from '../wire/canonical.ts';

const KEY = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

type Members = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

const isCount: Test = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isText =
  (pattern: RegExp): Test =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const isHash = isText(/^[0-9a-f]{64}$/);
/** An object with these members and no other. */
const hasMembers =
  (tests: Readonly<Record<string, Test>>): Test =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).every((name) => Object.hasOwn(tests, name)) &&
    Object.entries(tests).every(([name, test]) => test((value as Members)[name]));

const isFile = hasMembers({
  // A plain name: no folder, no address, no name that begins with a dot.
  path: isText(/^[\w-][\w.-]{0,99}$/),
  sha256: isHash,
  size: (value) => isCount(value) && (value as number) <= MAX_RELEASE_FILE,
});
const isRelease = hasMembers({
  v: (value) => value === 1,
  name: isText(/^[\w.-]{1,100}$/),
  version: isCount,
  minVersion: isCount,
  channel: isText(/^[\w-]{1,32}$/),
  iat: isCount,
  exp: isCount,
  schema: isCount,
  trees: isHash,
  files: hasMembers({ manifest: isFile, onnx: isFile, weights: isFile }),
  oms: (value) => value === undefined || isHash(value),
});

/** A signed manifest that was verified. */
export interface SignedRelease {
  readonly release: Release;
  /** The key that signed. */
  readonly jwk: JsonWebKey;
}

/**
 * The claims of a signed manifest, if a pinned key signed it and it may be used now. Page and backend both
 * ask this function, so that their answers cannot differ. Never rejects.
 *
 * @param now epoch seconds
 */
export async function readRelease(
  text: unknown,
  { keys, minVersion = 0, channel = 'stable', now }: ReleasePolicy & { readonly now: number },
): Promise<Result<SignedRelease, ReleaseCode>> {
  const message = open(text);
  if (!message) return refuse('model_malformed', 'message');
  const { jwk, signed, signature, payload } = message;
  try {
    const id = await crypto.subtle.digest('SHA-256', encode(canonicalJson(jwk)));
    const isPinned = keys.includes(encodeBase64url(new Uint8Array(id)));
    if (keys.length > MAX_RELEASE_KEYS || !isPinned) return refuse('model_key');
    if (!(await isSigned(jwk, signature, encode(signed)))) return refuse('model_signature');
  } catch {
    return refuse('model_unavailable', 'no WebCrypto');
  }
  const claims = parseCanonical(payload);
  if (!claims.ok || !isRelease(claims.value)) return refuse('model_malformed', 'claims');
  const release = claims.value as Release;
  const { iat, exp, version } = release;
  if (release.minVersion > version || exp <= iat || exp - iat > MAX_RELEASE_SECONDS)
    return refuse('model_malformed', 'claims');
  if (now >= exp) return refuse('model_expired');
  if (release.channel !== channel) return refuse('model_channel');
  if (version < minVersion) return refuse('model_rollback');
  if (release.schema !== SCHEMA_ID) return refuse('model_unsupported', 'schema');
  return { ok: true, value: { release, jwk } };
}

const refuse = (code: ReleaseCode, detail?: string) =>
  ({ ok: false, code, ...(detail && { detail }) }) as const;

const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

interface Message {
  readonly jwk: JsonWebKey;
  readonly signed: string;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly payload: string;
}

/** A compact JWS with exactly this header; null for anything else. Nothing in it is trusted yet. */
function open(text: unknown): Message | null {
  if (typeof text !== 'string' || text.length > MAX_RELEASE_CHARS) return null;
  const [header = '', claims = '', end = '', ...rest] = text.split('.', 4);
  const [head, payload, signature] = [decodeBinary(header), decodeBinary(claims), decodeBase64url(end)];
  if (rest.length > 0 || head === null || payload === null || signature?.length !== 64) return null;
  const read = parseCanonical(head);
  const { crv, kty, x, y } = Object(Object(read.ok && read.value).jwk) as JsonWebKey;
  const jwk = { crv, kty, x, y } as JsonWebKey;
  try {
    // Written again from what counts: any other algorithm, type or member gives another text.
    if (canonicalJson({ alg: 'ES256', jwk, typ: TYP_RELEASE }) !== head) return null;
  } catch {
    return null;
  }
  return { jwk, signed: `${header}.${claims}`, signature, payload };
}

/** ES256 by the platform; false where it refuses the key. */
async function isSigned(
  jwk: JsonWebKey,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const key = await crypto.subtle.importKey('jwk', jwk, KEY, false, ['verify']).catch(() => null);
  return key !== null && crypto.subtle.verify(SIGNATURE, key, signature, signed);
}
