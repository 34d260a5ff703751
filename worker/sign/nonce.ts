import type { NonceResponse } from '../../src/contract/protocol.ts';
import type { Result } from '../../src/contract/result.ts';
import { readBody } from '../body.ts';
import { within } from '../deadline.ts';

export type NonceCode = 'offline' | 'nonce_timeout' | 'nonce_malformed' | 'nonce_unavailable';

export interface NonceDeps {
  readonly fetch: typeof globalThis.fetch;
  /** `navigator.onLine`: false only when the browser is sure. */
  readonly isOnline: () => boolean;
}

/** A grant is some 150 bytes; an error page in its place must not be read to its end. */
const MAX_GRANT_BYTES = 4096;
/** Protocol §1.4: 38 bytes in base64url. */
const NONCE = /^[A-Za-z0-9_-]{51}$/;
/** Protocol §1.3: claims are printable ASCII; a quote would need the backslash that the canonical form forbids. */
const AUD = /^[ !#-[\]-~]{1,255}$/;

/**
 * Asks the site's backend for a nonce: `POST {endpoint}/nonce` with `{"op":…}`. Never rejects; resolves within `timeoutMs`
 * with the grant or with what went wrong.
 */
export async function requestGrant(
  endpoint: string,
  op: string,
  options: NonceDeps & { readonly timeoutMs: number },
): Promise<Result<NonceResponse, NonceCode>> {
  const abort = new AbortController();
  const result = await within(
    ask(`${endpoint}/nonce`, op, { ...options, signal: abort.signal }),
    options.timeoutMs,
    (error) =>
      error === undefined
        ? refuse('nonce_timeout')
        : refuse(options.isOnline() ? 'nonce_unavailable' : 'offline', error),
  );
  abort.abort();
  return result;
}

async function ask(
  url: string,
  op: string,
  { fetch, signal }: NonceDeps & { readonly signal: AbortSignal },
): Promise<Result<NonceResponse, NonceCode>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ op }),
    // The session cookie that the nonce is bound to rides along on the site's own origin only.
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal,
  });
  if (!response.ok) return refuse('nonce_unavailable', `HTTP ${response.status}`);
  const body = await readBody(response, MAX_GRANT_BYTES);
  const grant = body && readGrant(body);
  return grant ? { ok: true, value: grant } : refuse('nonce_malformed');
}

function readGrant(body: Uint8Array): NonceResponse | null {
  try {
    return checkGrant(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return null;
  }
}

/** A thumbprint: SHA-256 in base64url. */
const JKT = /^[A-Za-z0-9_-]{43}$/;

/** The members of a grant when those it needs are of the protocol's form, else null; without a sound offer to enrol, no offer. */
export function checkGrant(value: unknown): NonceResponse | null {
  if (typeof value !== 'object' || value === null) return null;
  const { nonce, now, exp, aud, enrol, jkt } = value as Readonly<Record<string, unknown>>;
  if (!isText(nonce, NONCE) || !isText(aud, AUD)) return null;
  if (!isSeconds(now) || !isSeconds(exp)) return null;
  return {
    nonce,
    now,
    exp,
    aud,
    ...(isText(enrol, NONCE) && { enrol }),
    ...(isText(jkt, JKT) && { jkt }),
  };
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === 'string' && pattern.test(value);
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function refuse(
  code: NonceCode,
  cause?: unknown,
): { readonly ok: false; readonly code: NonceCode; readonly detail?: string } {
  return cause === undefined ? { ok: false, code } : { ok: false, code, detail: String(cause) };
}
