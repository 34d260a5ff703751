import { LABEL_NONCE, NONCE_BYTES, PROFILE_VERSION } from '../../contract/protocol.ts';
import { decodeBase64url, encodeBase64url } from '../../wire/base64url.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { appendMac, hasMac, MAX_TIME } from './envelope.ts';
import type { MacKeys } from './keys.ts';

/**
 * What a nonce is valid for. The MAC covers it, but it is not sent: a nonce of another action or session
 * fails.
 */
export interface NonceContext {
  readonly aud: string;
  readonly op: string;
  /** Server-side session id. */
  readonly sid: string;
}

/** The nonce's own times, by the server's clock, epoch seconds. */
export interface NonceTimes {
  readonly iat: number;
  readonly exp: number;
}

/** First byte of every nonce (§1.4). */
const FORMAT = 1;
/** Characters of a nonce: 38 bytes in base64url. */
const NONCE_CHARS = 51;
/** Format, kid, iat, exp and randomness; the MAC covers them (§1.4). */
const HEAD_BYTES = 22;
const RANDOM_OFFSET = 10;

/** Whether the times fit the format, which ends in 2106. */
export const canIssueFor = ({ iat, exp }: NonceTimes): boolean => iat >= 0 && exp <= MAX_TIME;

/**
 * A stateless nonce (§1.4): `0x01 ‖ kid ‖ iat u32 ‖ exp u32 ‖ rnd(12) ‖ MAC(16)` in base64url.
 *
 * @throws RangeError when the clock is past 2106 and the times no longer fit
 */
export async function issueNonce(keys: MacKeys, context: NonceContext, times: NonceTimes): Promise<string> {
  if (!canIssueFor(times)) throw new RangeError('the clock does not fit the nonce format');
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  head[0] = FORMAT;
  view.setUint32(2, times.iat);
  view.setUint32(6, times.exp);
  const random = randomDigits();
  for (let at = 0; at < random.length; at += 8)
    view.setUint32(RANDOM_OFFSET + at / 2, Number.parseInt(random.slice(at, at + 8), 16));
  return encodeBase64url(await appendMac(keys, head, macContextOf(context)));
}

/**
 * Whether this server issued the nonce for this context, and whether it is still in time: `exp` itself is in
 * time, the next second is not. Servers' clocks differ by up to `skew` seconds; a nonce issued further in the
 * future is none (A10).
 */
export async function checkNonce(
  keys: MacKeys,
  nonce: unknown,
  { now, skew, aud, op, sid }: NonceContext & { readonly now: number; readonly skew: number },
): Promise<Checked<NonceTimes>> {
  const bytes = typeof nonce === 'string' && nonce.length === NONCE_CHARS ? decodeBase64url(nonce) : null;
  if (bytes?.length !== NONCE_BYTES || bytes[0] !== FORMAT) return fail('nonce_invalid');
  if (!(await hasMac(keys, bytes, macContextOf({ aud, op, sid })))) return fail('nonce_invalid');
  const view = new DataView(bytes.buffer);
  const times = { iat: view.getUint32(2), exp: view.getUint32(6) };
  if (times.iat > now + skew) return fail('nonce_invalid');
  return now > times.exp ? fail('nonce_expired') : pass(times);
}

/**
 * 96 random bits as 24 hexadecimal digits: the first and the last twelve of a UUID, without its version and
 * variant. Node draws UUIDs 128 at a time; `getRandomValues` would be a third of a nonce's cost.
 */
function randomDigits(): string {
  const digits = crypto.randomUUID().replaceAll('-', '');
  return digits.slice(0, 12) + digits.slice(-12);
}

/**
 * §1.4 makes the profile version an optional part of the MAC's context (`v?`), and §1.11 relies on it. We
 * issue nonces with it. We also accept those without it, from another implementation: only a holder of the
 * key can have made them.
 */
const macContextOf = ({ aud, op, sid }: NonceContext) => ({
  label: LABEL_NONCE,
  context: [aud, op, sid],
  optional: [String(PROFILE_VERSION)],
});
