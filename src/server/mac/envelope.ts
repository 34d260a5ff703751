import { netstring } from '../../wire/netstring.ts';
import { isEqual } from './equal.ts';
import type { MacKeys } from './keys.ts';

/** The MAC's bytes: the first half of an HMAC-SHA256 (§1.4, §1.10). */
const MAC_BYTES = 16;

/** Latest time that fits an envelope, epoch seconds: a u32 ends in 2106. */
export const MAX_TIME = 0xffffffff;

/** What the MAC covers besides the bytes: their use, and the context that is not on the wire. */
export interface MacContext {
  readonly label: string;
  readonly context: readonly string[];
  /** More parts at its end, with which we sign and which another signer may leave out. @default none */
  readonly optional?: readonly string[];
}

/** Writes the current key's id into byte 1 of `head` and appends the MAC. */
export async function appendMac(
  keys: MacKeys,
  head: Uint8Array,
  { label, context, optional = [] }: MacContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const envelope = new Uint8Array(head.length + MAC_BYTES);
  envelope.set(head);
  envelope[1] = keys.current;
  const mac = await keys.mac(
    keys.current,
    netstring(label, envelope.subarray(0, head.length), ...context, ...optional),
  );
  if (mac) envelope.set(mac.subarray(0, MAC_BYTES), head.length);
  return envelope;
}

/** Whether one of the site's keys made the MAC of these bytes, for this use and context. */
export async function hasMac(
  keys: MacKeys,
  bytes: Uint8Array,
  { label, context, optional = [] }: MacContext,
): Promise<boolean> {
  const [head, tail] = [bytes.subarray(0, -MAC_BYTES), bytes.subarray(-MAC_BYTES)];
  const kid = head[1] ?? -1;
  const covered = netstring(label, head, ...context, ...optional);
  if (isMac(await keys.mac(kid, covered), tail)) return true;
  if (optional.length === 0) return false;
  // A list of netstrings begins with the list that lacks its last parts.
  const without = covered.subarray(0, -netstring(...optional).length);
  return isMac(await keys.mac(kid, without), tail);
}

const isMac = (mac: Uint8Array | null, tail: Uint8Array): boolean =>
  mac !== null && isEqual(mac.subarray(0, MAC_BYTES), tail);
