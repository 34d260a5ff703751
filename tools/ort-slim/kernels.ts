import type { WasmFile } from './wasm-file.ts';

/**
 * A place in one of the runtime's lists of kernels, each the table number of a function that describes one.
 */
export interface Slot {
  /** Offset in the file. */
  readonly at: number;
  /**
   * The list's own first entry, which describes nothing: what onnxruntime's reduced builds put in place of a
   * kernel.
   */
  readonly nothing: number;
}

/**
 * Kernels have long descriptions, the entry for nothing is a few instructions long; both in bytes of code.
 */
const LONG = 100;
const SHORT = 32;
/** Other lists of functions in the data (virtual tables …) are shorter, or hold short functions. */
const LEAST_ENTRIES = 32;
const LONG_SHARE = 0.9;

/** Every slot but each list's first, in the file's order. */
export function kernelSlots({ bytes, sizes, segments, table, tableStart }: WasmFile): readonly Slot[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizeAt = (at: number) => sizes[table[view.getUint32(at, true) - tableStart] ?? -1];
  const slots: Slot[] = [];
  for (const { at, length } of segments) {
    let list: number[] = [];
    const close = () => {
      if (isKernelList(list.map(sizeAt))) {
        const nothing = view.getUint32(list[0] ?? 0, true);
        slots.push(...list.slice(1).map((entry) => ({ at: entry, nothing })));
      }
      list = [];
    };
    for (let word = at; word + 4 <= at + length; word += 4) {
      if (sizeAt(word) === undefined) close();
      else list.push(word);
    }
    close();
  }
  return slots;
}

function isKernelList(sizes: readonly (number | undefined)[]): boolean {
  const long = sizes.filter((size) => (size ?? 0) > LONG).length;
  return sizes.length >= LEAST_ENTRIES && (sizes[0] ?? LONG) < SHORT && long > sizes.length * LONG_SHARE;
}

/** The file with only these kernels, by their place among the slots. */
export function withKernels(file: WasmFile, keep: ReadonlySet<number>): Uint8Array {
  const bytes = Uint8Array.from(file.bytes);
  const view = new DataView(bytes.buffer);
  kernelSlots(file).forEach(({ at, nothing }, index) => {
    if (!keep.has(index)) view.setUint32(at, nothing, true);
  });
  return bytes;
}

/**
 * The fewest of `count` things without which `works` fails: the last needed is found by halving, then the one
 * before.
 */
export async function fewest(
  count: number,
  works: (keep: ReadonlySet<number>) => Promise<boolean>,
): Promise<readonly number[]> {
  const needed: number[] = [];
  let high = count;
  while (!(await works(new Set(needed)))) {
    let low = 0;
    let top = high;
    while (low < top) {
      const middle = (low + top) >> 1;
      const first = Array.from({ length: middle }, (_, index) => index);
      if (await works(new Set([...needed, ...first]))) top = middle;
      else low = middle + 1;
    }
    if (low === 0) throw new Error('does not work with everything');
    needed.push(low - 1);
    high = low - 1;
  }
  return needed.sort((a, b) => a - b);
}
