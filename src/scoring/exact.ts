import type { ExactEngine } from './engine.ts';
import type { Slice, Sliced, SliceStep } from './slice.ts';

/** Adding and subtracting 1.5 · 2^52 rounds a double below 2^51 to the nearest integer, ties to even. */
const ROUND = 6755399441055744;

/** Working memory of one engine. */
interface Scratch {
  /** Sums of the first step, kept from one coalition to the next. */
  readonly first: Int32Array;
  readonly sums: Int32Array;
  /** Inputs of the current step. */
  readonly active: Uint8Array;
}

/**
 * The integer runtime every other engine must agree with: int32 dot products, float32 requantisation, round
 * half to even (`../shared/runtime.md`, bit equality). Works group by group, because a group's output depends
 * on its own inputs only.
 */
export function createExact({ width, slices }: Sliced): ExactEngine {
  const groups = slices.length;
  const units = Math.max(...slices.flatMap(({ steps }) => steps.map(({ bias }) => bias.length)));
  const active = new Uint8Array(Math.max(units, width));
  const scratch = { first: new Int32Array(units), sums: new Int32Array(units), active };

  return {
    name: 'exact',
    columns: slices.map(({ columns }) => new Set(columns)),
    run(rows, count) {
      if (rows.length < count * width) throw new RangeError(`rows: ${count} need ${count * width} bytes`);
      const result = new Uint8Array(count * groups);
      for (let at = 0; at < count; at++) {
        const row = rows.subarray(at * width, (at + 1) * width);
        slices.forEach((slice, group) => {
          begin(slice, row, scratch);
          result[at * groups + group] = finish(slice, scratch);
        });
      }
      return result;
    },
    runCoalitions({ from, to, players, group }) {
      const slice = slices[group];
      if (!slice) throw new RangeError(`group: ${group}`);
      const worths = new Uint8Array(2 ** players.length);
      const changes = players.map((columns) => sumChange(slice, { from, to, columns }));
      begin(slice, from, scratch);
      // Gray code: from each coalition to the next one player joins or leaves, so the first layer is a single
      // addition.
      for (let step = 0; step < worths.length; step++) {
        const coalition = step ^ (step >> 1);
        const player = 31 - Math.clz32(step & -step);
        if (step > 0) add(changes[player], coalition & (1 << player) ? 1 : -1, scratch.first);
        worths[coalition] = finish(slice, scratch);
      }
      return worths;
    },
  };
}

/** The first step's sums, from inputs whose columns lie scattered over the row. */
function begin({ columns, steps: [step] }: Slice, row: Uint8Array, { first, active }: Scratch): void {
  columns.forEach((column, i) => {
    active[i] = row[column] ?? 0;
  });
  if (step) accumulate(step, active, first);
}

/** From the first step's sums to the slice's output. */
function finish({ steps }: Slice, { first, sums, active }: Scratch): number {
  steps.forEach((step, index) => {
    if (index > 0) accumulate(step, active, sums);
    requantise(step, index > 0 ? sums : first, active);
  });
  return active[0] ?? 0;
}

function accumulate({ weights, bias, inZero }: SliceStep, from: Uint8Array, sums: Int32Array): void {
  const outputs = bias.length;
  sums.set(bias);
  for (let i = 0, at = 0; at < weights.length; i++, at += outputs) {
    const x = (from[i] ?? 0) - inZero;
    if (x === 0) continue;
    for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) + x * (weights[at + o] ?? 0);
  }
}

function requantise({ bias, multiplier, outZero }: SliceStep, sums: Int32Array, to: Uint8Array): void {
  const high = 255 - outZero;
  for (let o = 0; o < bias.length; o++) {
    const scaled = Math.fround(Math.fround(sums[o] ?? 0) * multiplier);
    to[o] = Math.min(Math.max(scaled, -outZero), high) + ROUND - ROUND + outZero;
  }
}

interface Change {
  readonly from: Uint8Array;
  readonly to: Uint8Array;
  readonly columns: readonly number[];
}

/** What the first step's sums gain when some columns change over. */
function sumChange({ columns: inputs, steps: [step] }: Slice, { from, to, columns }: Change): Int32Array {
  const change = new Int32Array(step?.bias.length ?? 0);
  for (const column of columns) {
    const at = inputs.indexOf(column);
    if (at < 0) continue;
    const gain = (to[column] ?? 0) - (from[column] ?? 0);
    change.forEach((sum, o) => {
      change[o] = sum + gain * (step?.weights[at * change.length + o] ?? 0);
    });
  }
  return change;
}

function add(change: Int32Array | undefined, sign: number, sums: Int32Array): void {
  if (!change) return;
  for (let o = 0; o < change.length; o++) sums[o] = (sums[o] ?? 0) + sign * (change[o] ?? 0);
}
