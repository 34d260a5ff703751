import ipaddr from 'ipaddr.js';

/**
 * An address in the one form in which addresses are compared: 32 hexadecimal digits, IPv4 mapped into IPv6.
 */
export interface Address {
  readonly hex: string;
  /** The /24 of an IPv4 address or the /48 of an IPv6 address. */
  readonly net: string;
}

/** First and last address of a range, 32 hexadecimal digits each. */
export type Range = readonly [from: string, to: string];

/** Null for what is no address. */
export function readAddress(text: unknown): Address | null {
  const parsed = typeof text === 'string' ? parse(text.trim()) : null;
  if (parsed === null) return null;
  const bytes = parsed.toByteArray();
  const net = toHex(bytes.slice(0, bytes.length === 4 ? 3 : 6));
  return { hex: widen(bytes), net: `${bytes.length === 4 ? 'v4' : 'v6'}:${net}` };
}

/** A range in CIDR notation, or one address; null for anything else. */
export function readRange(text: string): Range | null {
  const [address = '', bits, ...rest] = text.split('/');
  const bytes = parse(address, bits === undefined)?.toByteArray();
  const length = bits === undefined ? (bytes?.length ?? 0) * 8 : /^\d{1,3}$/.test(bits) ? Number(bits) : -1;
  if (!bytes || rest.length > 0 || length < 0 || length > bytes.length * 8) return null;
  const hostBits = (place: number) => 0xff >> Math.max(0, Math.min(8, length - place * 8));
  const from = bytes.map((byte, place) => byte & ~hostBits(place));
  const to = bytes.map((byte, place) => byte | hostBits(place));
  return [widen(from), widen(to)];
}

/**
 * Only the notations that everybody reads alike: four decimal numbers, or IPv6 without a zone. `10.1` and
 * `0x7f.1` are addresses to some parsers.
 */
function parse(text: string, isUnmapped = true): ipaddr.IPv4 | ipaddr.IPv6 | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
  const parsed = ipaddr.IPv6.parse(text);
  return isUnmapped && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
}

const MAPPED = `${'0'.repeat(20)}ffff`;
const widen = (bytes: readonly number[]): string => (bytes.length === 4 ? MAPPED : '') + toHex(bytes);
const toHex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * Whether an address belongs to the public internet: not to this machine, this network, its provider's, or a
 * tunnel that leads to one of them. False for what is no address.
 */
export function isPublicAddress(text: string): boolean {
  const parsed = parse(text);
  if (parsed === null || parsed.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is given out; `::7f00:1` is a loopback address in an old notation.
  return parsed.kind() === 'ipv4' || (parsed.toByteArray()[0] ?? 0) >> 5 === 1;
}
