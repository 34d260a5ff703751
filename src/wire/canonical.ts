import { MAX_OPENINGS } from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';

/** Printable ASCII without the backslash: no escapes, no homoglyphs, no byte order mark. */
const ALPHABET = /^[ -[\]-~]*$/;

/**
 * The only text that protocol §1.3 accepts for a value: RFC 8785 restricted to printable ASCII without a
 * backslash, sorted keys and safe integers. Members whose value is undefined are left out.
 *
 * @throws TypeError for anything the restricted form cannot say
 */
export function canonicalJson(value: unknown): string {
  const text = write(value, isSafeInteger);
  if (text === null) throw new TypeError('the value has no canonical JSON text (protocol §1.3)');
  return text;
}

/**
 * Reads a text that is exactly the canonical form of its value. Duplicate keys, escapes, white space,
 * exponents and trailing data are refused, because they change when the value is written again. Fractions
 * pass: the reader of a number checks it.
 */
export function parseCanonical(text: string): Result<unknown, 'malformed'> {
  if (!ALPHABET.test(text) || openings(text) > MAX_OPENINGS) return MALFORMED;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return MALFORMED;
  }
  const isCanonical =
    (JSON.stringify(value) === text && isSorted(value)) || write(value, Number.isFinite) === text;
  return isCanonical ? { ok: true, value } : MALFORMED;
}

/**
 * Whether the keys of every object stand in order. Names that are whole numbers come first whatever the text
 * said, so that they fail here and `write` decides.
 */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.every(isSorted);
  let before = '';
  for (const [name, member] of Object.entries(value)) {
    if (name < before || !isSorted(member)) return false;
    before = name;
  }
  return true;
}

const MALFORMED = { ok: false, code: 'malformed' } as const;

/**
 * Opening brackets, in strings too. They are counted before parsing, because deep nesting makes parsing
 * expensive (§1.3).
 */
function openings(text: string): number {
  return text.match(/[[{]/g)?.length ?? 0;
}

const isSafeInteger = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

/** Null when the value cannot be written. */
function write(value: unknown, isAllowed: (number: number) => boolean): string | null {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return isAllowed(value) ? JSON.stringify(value) : null;
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => write(item, isAllowed));
    return items.includes(null) ? null : `[${items.join(',')}]`;
  }
  if (typeof value !== 'object') return null;
  const members: string[] = [];
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member === undefined) continue;
    const name = writeString(key);
    const text = write(member, isAllowed);
    if (name === null || text === null) return null;
    members.push(`${name}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** A quotation mark would need a backslash, so it is refused too. */
function writeString(value: string): string | null {
  return ALPHABET.test(value) && !value.includes('"') ? `"${value}"` : null;
}
