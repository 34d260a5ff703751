import { netstring } from '../../wire/netstring.ts';
import { isEqual } from './equal.ts';
import type { MacKeys } from './keys.ts';

/** The MAC's bytes: the first half of an HMAC-SHA256 (§1.4, §1.10). */
const MAC_BYTES = 16;

/** What is inside the MAC besides the bytes themselves: the use, and the context that is not on the wire. */
export interface Seal {
  readonly label: string;
  readonly context: readonly string[];
}

/** Writes the current key's id into byte 1 of `head` and appends the MAC. */
export async function seal(
  keys: MacKeys,
  head: Uint8Array,
  { label, context }: Seal,
): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = new Uint8Array(head.length + MAC_BYTES);
  sealed.set(head);
  sealed[1] = keys.current;
  const mac = await keys.mac(keys.current, netstring(label, sealed.subarray(0, head.length), ...context));
  if (mac) sealed.set(mac.subarray(0, MAC_BYTES), head.length);
  return sealed;
}

/** Whether one of our keys has sealed these bytes for this use and context. */
export async function isSealed(keys: MacKeys, bytes: Uint8Array, { label, context }: Seal): Promise<boolean> {
  const head = bytes.subarray(0, -MAC_BYTES);
  const expected = await keys.mac(head[1] ?? -1, netstring(label, head, ...context));
  return expected !== null && isEqual(expected.subarray(0, MAC_BYTES), bytes.subarray(-MAC_BYTES));
}
