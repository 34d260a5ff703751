import {
  FLAG_CHECKPOINT,
  FLAG_EPHEMERAL_KEY,
  FLAG_KEYED_VIEW,
  FLAG_REDUCED_CONSENT,
} from '../contract/protocol.ts';
import type { Result } from '../contract/result.ts';
import type { Evidence } from './quantise.ts';

/** First byte of evidence (protocol §1.5): any other is refused as `evidence_invalid`. */
const FORMAT = 1;
/** Bytes before the mask: format, schema, flags, n (protocol §1.5). */
const HEADER = 4;
const FLAGS = FLAG_EPHEMERAL_KEY | FLAG_KEYED_VIEW | FLAG_CHECKPOINT | FLAG_REDUCED_CONSENT;
/** Optional parts, and the flag that says a part is there; per-window counters have no flag. */
const PARTS: readonly (readonly [type: number, flag: number])[] = [
  [1, FLAG_KEYED_VIEW],
  [2, FLAG_CHECKPOINT],
  [3, 0],
];
/** Bytes; protocol §1.3, `ev`. */
const MAX_BYTES = 1024;

/**
 * The bytes of protocol §1.5: format, schema, flags, n, mask bitmap (bit 1 = missing, least significant
 * first), n × int8, parts.
 */
export function encodeEvidence(evidence: Evidence): Uint8Array {
  const { values, missing } = evidence;
  const mask = new Uint8Array(Math.ceil(values.length / 8));
  const shown = values.map((value, index) => (missing[index] ? 0 : value));
  missing.forEach((bit, index) => {
    if (bit) mask[index >> 3] = (mask[index >> 3] ?? 0) | (1 << (index & 7));
  });
  const parts = [...(evidence.parts ?? [])]
    .sort(([a], [b]) => a - b)
    .flatMap(([type, value]) => [type, value.length, ...value]);
  return Uint8Array.from([
    FORMAT,
    evidence.schema,
    evidence.flags,
    values.length,
    ...mask,
    ...new Uint8Array(shown.buffer),
    ...parts,
  ]);
}

/**
 * Reads the same bytes. Parts may stand in any order, and any int8 is a value; `readEvidence` checks which
 * values a model's quantiser can have made. Everything else is strict, because a changed byte must be refused
 * or move the score (§4, row 135): a part's flag must be right, and a part of an unknown type is refused.
 * Total over any bytes.
 */
export function decodeEvidence(bytes: Uint8Array): Result<Evidence, 'evidence_invalid'> {
  const refuse = (detail: string) => ({ ok: false, code: 'evidence_invalid', detail }) as const;
  const [format, schema = 0, flags = 0, n = 0] = bytes;
  const from = HEADER + Math.ceil(n / 8);
  if (bytes.length > MAX_BYTES || format !== FORMAT || n === 0 || bytes.length < from + n)
    return refuse('size or format');
  if (flags & ~FLAGS) return refuse('flags');

  const missing = new Uint8Array((from - HEADER) * 8).map(
    (_, index) => ((bytes[HEADER + (index >> 3)] ?? 0) >> (index & 7)) & 1,
  );
  if (missing.subarray(n).includes(1)) return refuse('mask beyond n');
  const values = new Int8Array(bytes.subarray(from, from + n));
  if (values.some((value, index) => missing[index] === 1 && value !== 0)) return refuse('value');

  const parts = decodeParts(bytes.subarray(from + n));
  if (!parts) return refuse('parts');
  if (PARTS.some(([type, flag]) => flag !== 0 && parts.has(type) !== Boolean(flags & flag)))
    return refuse('flags and parts');
  return {
    ok: true,
    value: { schema, flags, values, missing: missing.slice(0, n), ...(parts.size > 0 && { parts }) },
  };
}

/** Type, length, value; known types, each once. */
function decodeParts(bytes: Uint8Array): Map<number, Uint8Array> | null {
  const parts = new Map<number, Uint8Array>();
  for (let at = 0; at < bytes.length; ) {
    const [type = 0, length = 0] = bytes.subarray(at, at + 2);
    const end = at + 2 + length;
    const isKnown = PARTS.some(([known]) => known === type);
    if (!isKnown || parts.has(type) || end > bytes.length) return null;
    parts.set(type, bytes.slice(at + 2, end));
    at = end;
  }
  return parts;
}
