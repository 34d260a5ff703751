import { BINDING_COOKIE, BINDING_MAX_AGE_SECONDS, LABEL_BINDING } from '../../contract/protocol.ts';
import { decodeBase64url, encodeBase64url } from '../../wire/base64url.ts';
import { appendMac, hasMac, MAX_TIME } from './envelope.ts';
import type { MacKeys } from './keys.ts';

/** The content of the `__Host-vrd` cookie. Stateless: only the holder of the key can have written it. */
export interface Binding {
  /** Random id of this browser, 22 characters; the `sid` of visitors without a session. */
  readonly visitor: string;
  /** Thumbprint of the bound key; null before the first enrolment. */
  readonly jkt: string | null;
  /** When the cookie was written, epoch seconds. It is honoured for its Max-Age from then on. */
  readonly iat: number;
  /**
   * When the key's age began, epoch seconds; `iat` of the first cookie that named it, unless it followed an
   * older key.
   */
  readonly born: number;
}

/** Version 1 had no `born`: a key lost its age with the first cookie that expired. It is not honoured. */
const FORMAT = 2;
/** Format, kid, iat, born, visitor, thumbprint (A4); the MAC follows. */
const HEAD_BYTES = 58;
const BYTES = 74;
const CHARS = 99;
const IAT_OFFSET = 2;
const BORN_OFFSET = 6;
const VISITOR_OFFSET = 10;
const KEY_OFFSET = 26;
/** Means no key: no input is known whose SHA-256 is all zero. */
const NO_KEY = 'A'.repeat(43);
/** Node's limit for all headers together; a longer one is not searched. */
const MAX_HEADER_CHARS = 16_384;

/** A new id for a browser without one. */
export const createVisitor = (): string => encodeBase64url(crypto.getRandomValues(new Uint8Array(16)));

/** `b64u(0x02 ‖ kid ‖ iat u32 ‖ born u32 ‖ sid16 ‖ jkt32 ‖ mac16)`, 99 characters; all zero for no key. */
export async function issueBinding(
  keys: MacKeys,
  aud: string,
  { visitor, jkt, iat, born }: Binding,
): Promise<string> {
  const head = new Uint8Array(HEAD_BYTES);
  head[0] = FORMAT;
  const view = new DataView(head.buffer);
  view.setUint32(IAT_OFFSET, iat);
  view.setUint32(BORN_OFFSET, Math.max(0, Math.min(MAX_TIME, born)));
  head.set(decodeBase64url(visitor) ?? [], VISITOR_OFFSET);
  head.set(decodeBase64url(jkt ?? NO_KEY) ?? [], KEY_OFFSET);
  return encodeBase64url(await appendMac(keys, head, macContextFor(aud)));
}

/**
 * The binding in the cookie's value, or in a whole `Cookie` header; null unless it was written for this site
 * with a key that is still in the table, and is no older than its Max-Age. No browser sends a `__Host-`
 * cookie twice, so two of them count as none.
 */
export async function readBinding(
  keys: MacKeys,
  cookie: unknown,
  { aud, now }: { readonly aud: string; readonly now: number },
): Promise<Binding | null> {
  const value = typeof cookie === 'string' ? pick(cookie) : null;
  const bytes = value?.length === CHARS ? decodeBase64url(value) : null;
  if (bytes?.length !== BYTES || bytes[0] !== FORMAT) return null;
  if (!(await hasMac(keys, bytes, macContextFor(aud)))) return null;
  const view = new DataView(bytes.buffer);
  const [iat, born] = [view.getUint32(IAT_OFFSET), view.getUint32(BORN_OFFSET)];
  if (now - iat > BINDING_MAX_AGE_SECONDS) return null;
  const jkt = encodeBase64url(bytes.subarray(KEY_OFFSET, HEAD_BYTES));
  const visitor = encodeBase64url(bytes.subarray(VISITOR_OFFSET, KEY_OFFSET));
  return { visitor, jkt: jkt === NO_KEY ? null : jkt, iat, born };
}

/** The `Set-Cookie` header for a binding's value. */
export const cookieOf = (value: string): string =>
  `${BINDING_COOKIE}=${value}; HttpOnly; Secure; SameSite=Lax; Path=/; Max-Age=${BINDING_MAX_AGE_SECONDS}`;

/**
 * A value is base64url and has no `=`; a header is searched for the one cookie of our name.
 *
 * Pairs are split at `;` and lose spaces and tabs only (RFC 6265 §5.2, A9). `trim()` would also take U+00A0,
 * and any subdomain may set a cookie of that name: the browser guards `__Host-` alone.
 */
function pick(cookie: string): string | null {
  if (cookie.length > MAX_HEADER_CHARS) return null;
  if (!cookie.includes('=')) return cookie;
  const values = cookie
    .split(';')
    .map((pair) => pair.replace(/^[ \t]+/, ''))
    .filter((pair) => pair.startsWith(`${BINDING_COOKIE}=`));
  const value = values.length === 1 ? values[0]?.slice(BINDING_COOKIE.length + 1) : undefined;
  return value?.replace(/(?<![ \t])[ \t]+$/, '') ?? null;
}

const macContextFor = (aud: string) => ({ label: LABEL_BINDING, context: [aud] });
