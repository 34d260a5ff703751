import type { NonceResponse } from '../contract/protocol.ts';

/** Protocol §1.4: 38 bytes in base64url. */
const NONCE = /^[A-Za-z0-9_-]{51}$/;
/**
 * Protocol §1.3: claims are printable ASCII; a quote would need the backslash that the canonical form
 * forbids.
 */
const AUD = /^[ !#-[\]-~]{1,255}$/;
/** A thumbprint: SHA-256 in base64url. */
const JKT = /^[A-Za-z0-9_-]{43}$/;

/**
 * The members of a nonce response, or null if a required one is malformed. A malformed offer to enrol is left
 * out.
 */
export function readNonce(value: unknown): NonceResponse | null {
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
