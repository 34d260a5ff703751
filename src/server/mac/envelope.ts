import { netstring } from '../../wire/netstring.ts';
import { isEqual } from './equal.ts';
import type { MacKeys } from './keys.ts';

/** The MAC's bytes: the first half of an HMAC-SHA256 (§1.4, §1.10). */
const MAC_BYTES = 16;

/** Latest time that an envelope holds, epoch seconds: a u32 ends in 2106. */
export const MAX_TIME = 0xffffffff;

/** What the MAC covers besides the bytes: their use, and the context that is not on the wire. */
export interface MacContext {
  readonly label: string;
  readonly context: readonly string[];
}

/** Writes the current key's id into byte 1 of `head` and appends the MAC. */
export async function appendMac(
  keys: MacKeys,
  head: Uint8Array,
  { label, context }: MacContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const envelope = new Uint8Array(head.length + MAC_BYTES);
  envelope.set(head);
  envelope[1] = keys.current;
  const mac = await keys.mac(keys.current, netstring(label, envelope.subarray(0, head.length), ...context));
  if (mac) envelope.set(mac.subarray(0, MAC_BYTES), head.length);
  return envelope;
}

/** Whether one of our keys made the MAC of these bytes, for this use and context. */
export async function hasMac(
  keys: MacKeys,
  bytes: Uint8Array,
  { label, context }: MacContext,
): Promise<boolean> {
  const head = bytes.subarray(0, -MAC_BYTES);
  const mac = await keys.mac(head[1] ?? -1, netstring(label, head, ...context));
  return mac !== null && isEqual(mac.subarray(0, MAC_BYTES), bytes.subarray(-MAC_BYTES));
}
