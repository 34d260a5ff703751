import { readLeb, readLeb64, type WasmFile } from './wasm-file.ts';

/**
 * Shortest text that is cut, bytes. Chosen: shorter ones are often numbers that look like text, and save
 * little.
 */
const LEAST_LENGTH = 4;

/** A text in the file's data, from its first byte to the zero that ends it. */
type Range = readonly [start: number, end: number];

/**
 * Texts of `file` that nothing can read any more: an instruction of `file` names their first byte, so they
 * are things of their own and not a part of a table; no instruction of `cut`, the same file without what
 * never ran, names an address inside one, and no word of the data does. Mostly messages of errors and what
 * operators are called.
 */
export function deadTexts(file: WasmFile, cut: WasmFile): readonly Range[] {
  const begun = constantsOf(file);
  const named = [...constantsOf(cut), ...offsetsOf(cut), ...wordsInCode(cut), ...wordsOf(file)].sort(
    (a, b) => a - b,
  );
  return file.segments.flatMap((segment) => {
    const texts = textsIn(file.bytes, segment.at, segment.at + segment.length);
    const shift = segment.address - segment.at;
    return texts.filter(
      ([start, end]) => begun.has(start + shift) && !hasWithin(named, start + shift, end + shift),
    );
  });
}

function textsIn(bytes: Uint8Array, from: number, to: number): readonly Range[] {
  const texts: Range[] = [];
  let start = from;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (isText(byte)) continue;
    if (byte === 0 && at - start >= LEAST_LENGTH) texts.push([start, at]);
    start = at + 1;
  }
  return texts;
}

const isText = (byte: number) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x09;

/**
 * Constants of every instruction. Looks at every place of the code as if an instruction began there, so that
 * it finds too many and never too few.
 */
function constantsOf({ bytes, code: [start, end] }: WasmFile): ReadonlySet<number> {
  const constants = new Set<number>();
  for (let at = start; at < end; at++) {
    const constant = bytes[at] === 0x41 ? readLeb(bytes, at + 1, true) : null;
    if (constant) constants.add(constant[0]);
  }
  return constants;
}

/**
 * Words inside of 64-bit and vector constants: compilers store a pointer and a length, or four pointers, at
 * once.
 */
function wordsInCode({ bytes, code: [start, end] }: WasmFile): ReadonlySet<number> {
  const words = new Set<number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = start; at + 18 < end; at++) {
    if (bytes[at] === 0x42) {
      const value = readLeb64(bytes, at + 1);
      words.add(Number(value & 0xffffffffn)).add(Number((value >> 32n) & 0xffffffffn));
    }
    if (bytes[at] !== 0xfd || bytes[at + 1] !== 0x0c) continue;
    for (let word = 0; word < 4; word++) words.add(view.getUint32(at + 2 + 4 * word, true));
  }
  return words;
}

/** Offsets of every load and store, in the same way. */
function offsetsOf({ bytes, code: [start, end] }: WasmFile): ReadonlySet<number> {
  const offsets = new Set<number>();
  for (let at = start; at < end; at++) {
    const access = accessAt(bytes, at);
    const offset = access === null ? null : readLeb(bytes, access + 1);
    if (offset) offsets.add(offset[0]);
  }
  return offsets;
}

/** Where the alignment of a load or store would lie, if one began here; its offset follows. */
function accessAt(bytes: Uint8Array, at: number): number | null {
  const operation = bytes[at] ?? 0;
  if (operation >= 0x28 && operation <= 0x3e) return at + 1;
  // Vectors and atomics: a prefix, then the instruction.
  return operation === 0xfd || operation === 0xfe ? at + 2 : null;
}

function wordsOf({ bytes, segments }: WasmFile): ReadonlySet<number> {
  const named = new Set<number>();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { at, length, address } of segments) {
    for (let word = (4 - (address % 4)) % 4; word + 4 <= length; word += 4)
      named.add(view.getUint32(at + word, true));
  }
  return named;
}

/** Whether one of the ascending numbers lies between the bounds, both included. */
function hasWithin(ascending: readonly number[], low: number, high: number): boolean {
  let from = 0;
  let to = ascending.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) < low) from = middle + 1;
    else to = middle;
  }
  return (ascending[from] ?? Number.POSITIVE_INFINITY) <= high;
}
