import { LABEL_NONCE, NONCE_BYTES, PROFILE_VERSION } from '../contract/protocol.ts';
import { decodeBase64url, encodeBase64url } from '../wire/base64url.ts';
import { netstring } from '../wire/netstring.ts';
import { type Checked, fail, pass } from './checked.ts';
import { isEqual } from './equal.ts';
import type { MacKeys } from './mac.ts';

/** What a nonce is good for. It is inside the MAC, not on the wire: a nonce for another operation or session simply fails. */
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

const FORMAT = 1;
/** Format, kid, iat, exp and randomness; the MAC covers them (§1.4). */
const HEAD_BYTES = 22;
const RANDOM_OFFSET = 10;
const MAC_BYTES = 16;
const MAX_U32 = 0xffffffff;

/** Whether the times fit the format: past 2106 the clock does not. */
export const canIssueFor = ({ iat, exp }: NonceTimes): boolean => iat >= 0 && exp <= MAX_U32;

/**
 * A stateless nonce (§1.4): `0x01 ‖ kid ‖ iat u32 ‖ exp u32 ‖ rnd(12) ‖ MAC(16)` in base64url.
 *
 * @throws RangeError when the clock is past 2106 and the times no longer fit
 */
export async function issueNonce(keys: MacKeys, context: NonceContext, times: NonceTimes): Promise<string> {
  if (!canIssueFor(times)) throw new RangeError('the clock does not fit the nonce format');
  const nonce = new Uint8Array(NONCE_BYTES);
  const view = new DataView(nonce.buffer);
  nonce[0] = FORMAT;
  nonce[1] = keys.current;
  view.setUint32(2, times.iat);
  view.setUint32(6, times.exp);
  const head = nonce.subarray(0, HEAD_BYTES);
  crypto.getRandomValues(head.subarray(RANDOM_OFFSET));
  const mac = await keys.mac(
    keys.current,
    netstring(LABEL_NONCE, head, ...parts(context), String(PROFILE_VERSION)),
  );
  if (!mac) throw new TypeError('keys.nonce has no current key');
  nonce.set(mac.subarray(0, MAC_BYTES), HEAD_BYTES);
  return encodeBase64url(nonce);
}

/**
 * Whether this server issued the nonce for this context, and whether it is still in time: exp itself is in time, the next second is not.
 * A nonce from the future is accepted: its times are ours, so only our clock can have moved (§1.7).
 */
export async function checkNonce(
  keys: MacKeys,
  nonce: unknown,
  { now, ...context }: NonceContext & { readonly now: number },
): Promise<Checked<NonceTimes>> {
  const bytes = typeof nonce === 'string' && nonce.length === 51 ? decodeBase64url(nonce) : null;
  if (!bytes || bytes[0] !== FORMAT) return fail('nonce_invalid');
  const head = bytes.subarray(0, HEAD_BYTES);
  const mac = bytes.subarray(HEAD_BYTES);
  if (!(await isOurs(keys, { head, mac, context }))) return fail('nonce_invalid');
  const view = new DataView(bytes.buffer);
  const times = { iat: view.getUint32(2), exp: view.getUint32(6) };
  return now > times.exp ? fail('nonce_expired') : pass(times);
}

interface Presented {
  readonly head: Uint8Array;
  readonly mac: Uint8Array;
  readonly context: NonceContext;
}

/**
 * §1.4 writes the profile version as an optional part of the MACed context (`v?`), §1.11 relies on it. We issue with it and honour a
 * nonce of a sibling that leaves it out: only a holder of the key can have made either.
 */
async function isOurs(keys: MacKeys, { head, mac, context }: Presented): Promise<boolean> {
  const kid = head[1] ?? -1;
  for (const version of [[String(PROFILE_VERSION)], []]) {
    const expected = await keys.mac(kid, netstring(LABEL_NONCE, head, ...parts(context), ...version));
    if (!expected) return false;
    if (isEqual(expected.subarray(0, MAC_BYTES), mac)) return true;
  }
  return false;
}

const parts = ({ aud, op, sid }: NonceContext): readonly string[] => [aud, op, sid];
