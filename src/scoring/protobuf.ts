import type { ModelCode } from '../contract/model.ts';

/** Why a file is refused. Thrown inside the reader only; `readOnnx` turns it into a Result. */
export class Refusal extends Error {
  readonly code: ModelCode;
  constructor(code: ModelCode, detail: string) {
    super(detail);
    this.code = code;
  }
}

export function malformed(detail: string): never {
  throw new Refusal('model_malformed', detail);
}

export function unsupported(detail: string): never {
  throw new Refusal('model_unsupported', detail);
}

/** A field's value: a number for a varint, otherwise its bytes. */
type Value = number | Uint8Array;

/** One parsed message; fields not on the allow-list have been refused. */
export interface Message {
  /** The only value of a bytes field; refused when there are several, `undefined` when there is none. */
  bytes(field: number): Uint8Array | undefined;
  /** Every value of a repeated message or string field. */
  all(field: number): readonly Uint8Array[];
  /** The only varint of a field. */
  int(field: number): number | undefined;
  /** Every varint of a repeated field, packed or not. */
  ints(field: number): readonly number[];
  text(field: number): string;
  texts(field: number): readonly string[];
}

/**
 * Reads one protobuf message (https://protobuf.dev/programming-guides/encoding/), only fields named in
 * `allowed`. Values are views, not copies; every step consumes input, so that no file can make it hang.
 */
export function readMessage(bytes: Uint8Array, allowed: readonly number[]): Message {
  const fields = new Map<number, Value[]>();
  for (let at = 0; at < bytes.length; ) {
    const tag = readVarint(bytes, at);
    const field = Math.floor(tag.value / 8);
    if (!allowed.includes(field)) unsupported(`field ${field}`);
    const read = readValue(bytes, tag.end, tag.value % 8);
    const found = fields.get(field);
    if (found) found.push(read.value);
    else fields.set(field, [read.value]);
    at = read.end;
  }
  const values = (field: number) => fields.get(field) ?? [];
  const single = (field: number) => {
    const found = values(field);
    return found.length > 1 ? malformed(`field ${field} repeated`) : found[0];
  };
  return {
    bytes: (field) => {
      const value = single(field);
      return value === undefined ? undefined : asBytes(value);
    },
    all: (field) => values(field).map(asBytes),
    int: (field) => {
      const value = single(field);
      return value instanceof Uint8Array ? malformed(`field ${field} is no integer`) : value;
    },
    ints: (field) =>
      values(field).flatMap((value) => (value instanceof Uint8Array ? readPacked(value) : [value])),
    text: (field) => {
      const value = single(field);
      return value === undefined ? '' : asText(asBytes(value));
    },
    texts: (field) => values(field).map((value) => asText(asBytes(value))),
  };
}

function asBytes(value: Value): Uint8Array {
  return value instanceof Uint8Array ? value : malformed('integer where bytes belong');
}

/** Names of nodes and tensors: short, and fit to be repeated in a log. */
function asText(bytes: Uint8Array): string {
  const text = bytes.length > 128 ? unsupported('long name') : String.fromCharCode(...bytes);
  return /^[\w./:-]*$/.test(text) ? text : unsupported('characters of a name');
}

function readValue(
  bytes: Uint8Array,
  at: number,
  wire: number,
): { readonly value: Value; readonly end: number } {
  if (wire === 0) return readVarint(bytes, at);
  const length =
    wire === 2
      ? readVarint(bytes, at)
      : { value: wire === 5 ? 4 : wire === 1 ? 8 : malformed(`wire type ${wire}`), end: at };
  const end = length.end + length.value;
  if (end > bytes.length) malformed('truncated');
  return { value: bytes.subarray(length.end, end), end };
}

/** Up to 2^53 − 1; model files have no larger and no negative numbers (ten bytes). */
function readVarint(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let n = 0; n < 8; n++) {
    const byte = bytes[at + n] ?? malformed('truncated');
    value += (byte & 127) * 2 ** (7 * n);
    if (byte < 128)
      return Number.isSafeInteger(value) ? { value, end: at + n + 1 } : malformed('large integer');
  }
  return malformed('large integer');
}

function readPacked(bytes: Uint8Array): number[] {
  const values: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const read = readVarint(bytes, at);
    values.push(read.value);
    at = read.end;
  }
  return values;
}
