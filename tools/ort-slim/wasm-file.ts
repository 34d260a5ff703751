/** Where a passive data segment lies in the file and, once the module has started, in memory. */
export interface Segment {
  readonly at: number;
  readonly length: number;
  readonly address: number;
}

/** What is read from a WebAssembly file without decoding its instructions. */
export interface WasmFile {
  readonly bytes: Uint8Array;
  /** Start of the code section's functions and its end. */
  readonly code: readonly [start: number, end: number];
  /** Bytes of each function. */
  readonly sizes: readonly number[];
  readonly segments: readonly Segment[];
  /** The function in each place of the table, counted without imports; places begin at `tableStart`. */
  readonly table: readonly number[];
  readonly tableStart: number;
}

/** Section ids, and the opcode of `i32.const`: WebAssembly core specification, §5.5 and §5.4. */
const ELEMENT = 9;
const CODE = 10;
const DATA = 11;
const IMPORT = 2;
const I32_CONST = 0x41;

/** A 32-bit LEB128 number at `at`, and where it ends; null where there is none. */
export function readLeb(
  bytes: Uint8Array,
  at: number,
  signed = false,
): readonly [value: number, end: number] | null {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = bytes[at++];
    if (byte === undefined) return null;
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [signed && byte & 64 ? value - 2 ** (shift + 7) : value, at];
  }
  return null;
}

/** A signed 64-bit LEB128 number at `at`, as its 64 bits. */
export function readLeb64(bytes: Uint8Array, at: number): bigint {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = bytes[at++] ?? 0;
    value |= BigInt(byte & 127) << shift;
    if (byte >= 128) continue;
    return BigInt.asUintN(64, byte & 64 ? value - (1n << (shift + 7n)) : value);
  }
  return BigInt.asUintN(64, value);
}

export function readWasm(bytes: Uint8Array): WasmFile {
  let at = 8;
  const leb = () => {
    const read = readLeb(bytes, at);
    if (!read) throw new Error(`no number at ${at}`);
    at = read[1];
    return read[0];
  };
  const sizes: number[] = [];
  const table: number[] = [];
  const lying: { at: number; length: number }[] = [];
  let code: readonly [number, number] = [0, 0];
  let tableStart = 0;
  let imported = 0;
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = leb();
    const start = at;
    if (id === IMPORT) imported = countImportedFunctions(bytes, start);
    if (id === ELEMENT) {
      // One active segment: flag 0, then `i32.const start; end`.
      if (leb() !== 1 || leb() !== 0 || bytes[at++] !== I32_CONST) throw new Error('another element section');
      tableStart = leb();
      at++;
      const count = leb();
      for (let index = 0; index < count; index++) table.push(leb() - imported);
    }
    if (id === CODE) {
      code = [start, start + length];
      const count = leb();
      for (let index = 0; index < count; index++) {
        const size = leb();
        sizes.push(size);
        at += size;
      }
    }
    if (id === DATA) {
      const count = leb();
      for (let index = 0; index < count; index++) {
        if (leb() !== 1) throw new Error('a data segment that is not passive');
        const size = leb();
        lying.push({ at, length: size });
        at += size;
      }
    }
    at = start + length;
  }
  const addresses = findAddresses(bytes, code);
  const segments = lying.map((segment, index) => ({ ...segment, address: addresses.get(index) ?? -1 }));
  return { bytes, code, sizes, segments, table, tableStart };
}

function countImportedFunctions(bytes: Uint8Array, start: number): number {
  let at = start;
  const leb = () => {
    const read = readLeb(bytes, at) ?? [0, at];
    at = read[1];
    return read[0];
  };
  const count = leb();
  let functions = 0;
  for (let index = 0; index < count; index++) {
    for (let name = 0; name < 2; name++) {
      const length = leb();
      at += length;
    }
    const kind = bytes[at++];
    if (kind === 0) {
      functions++;
      leb();
    } else if (kind === 2) {
      const limits = bytes[at++] ?? 0;
      leb();
      if (limits & 1) leb();
    } else throw new Error(`an import of kind ${kind}`);
  }
  return functions;
}

/** Destinations of `memory.init`: three constants, the instruction, the segment's number. */
function findAddresses(
  bytes: Uint8Array,
  [start, end]: readonly [number, number],
): ReadonlyMap<number, number> {
  const addresses = new Map<number, number>();
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0xfc || bytes[at + 1] !== 0x08) continue;
    const segment = readLeb(bytes, at + 2);
    if (!segment || bytes[segment[1]] !== 0) continue;
    const address = constantBefore(bytes, at);
    if (address !== null) addresses.set(segment[0], address);
  }
  return addresses;
}

/** The first of exactly three `i32.const` that end at `end`. */
function constantBefore(bytes: Uint8Array, end: number): number | null {
  for (let at = end - 6; at > end - 19; at--) {
    let place = at;
    const values: number[] = [];
    while (bytes[place] === I32_CONST && values.length < 3) {
      const read = readLeb(bytes, place + 1, true);
      if (!read) break;
      values.push(read[0]);
      place = read[1];
    }
    if (place === end && values.length === 3 && values[1] === 0) return values[0] ?? null;
  }
  return null;
}
