import type { ExactEngine } from './engine.ts';
import { inputWidth, type Network, outputWidth } from './network.ts';
import { type Slice, type SliceStep, sliceNetwork } from './slice.ts';

/** Adding and subtracting 1.5 · 2^52 rounds a double below 2^51 to the nearest integer, ties to even. */
const ROUND = 6755399441055744;

/**
 * The integer runtime every other engine must agree with: int32 dot products, float32 requantisation, round half to even
 * (`../shared/runtime.md`, bit equality). Works group by group, because a group's output depends on its own inputs only.
 */
export function createExact(network: Network): ExactEngine {
  const width = inputWidth(network);
  const groups = outputWidth(network);
  const slices = Array.from({ length: groups }, (_, group) => sliceNetwork(network, group));
  const units = Math.max(1, ...network.layers.map((layer) => layer.outputs));
  const scratch = { from: new Uint8Array(units), to: new Uint8Array(units), sums: new Int32Array(units) };

  function check(rows: Uint8Array, count: number): void {
    if (rows.length < count * width) throw new RangeError(`rows: ${count} need ${count * width} bytes`);
  }

  return {
    name: 'exact',
    run(rows, count) {
      check(rows, count);
      const result = new Uint8Array(count * groups);
      slices.forEach((slice, group) => {
        for (let row = 0; row < count; row++) {
          result[row * groups + group] = runSlice(slice, rows, { offset: row * width, scratch });
        }
      });
      return result;
    },
    runGroup(rows, count, group) {
      check(rows, count);
      const slice = slices[group];
      if (!slice) throw new RangeError(`group: ${group}`);
      const result = new Uint8Array(count);
      for (let row = 0; row < count; row++)
        result[row] = runSlice(slice, rows, { offset: row * width, scratch });
      return result;
    },
  };
}

interface Place {
  /** Where the row starts. */
  readonly offset: number;
  readonly scratch: { from: Uint8Array; to: Uint8Array; readonly sums: Int32Array };
}

function runSlice(slice: Slice, rows: Uint8Array, { offset, scratch }: Place): number {
  let first = true;
  for (const step of slice) {
    const { from, to } = scratch;
    accumulate(step, first ? rows : from, { base: offset, gather: first, sums: scratch.sums });
    requantise(step, scratch.sums, to);
    scratch.from = to;
    scratch.to = from;
    first = false;
  }
  return scratch.from[0] ?? 0;
}

interface Source {
  readonly base: number;
  /** The step's inputs lie scattered over a row; otherwise they are the previous step's outputs, in order. */
  readonly gather: boolean;
  readonly sums: Int32Array;
}

function accumulate(step: SliceStep, from: Uint8Array, { base, gather, sums }: Source): void {
  const { inputs, weights, bias, inZero } = step;
  const outputs = bias.length;
  for (let o = 0; o < outputs; o++) sums[o] = bias[o] ?? 0;
  for (let i = 0, at = 0; i < inputs.length; i++, at += outputs) {
    const x = (from[gather ? base + (inputs[i] ?? 0) : i] ?? 0) - inZero;
    if (x === 0) continue;
    for (let o = 0; o < outputs; o++) sums[o] = (sums[o] ?? 0) + x * (weights[at + o] ?? 0);
  }
}

function requantise(step: SliceStep, sums: Int32Array, to: Uint8Array): void {
  const { multiplier, outZero } = step;
  for (let o = 0; o < step.bias.length; o++) {
    const scaled = Math.fround(Math.fround(sums[o] ?? 0) * multiplier);
    const bounded = Math.min(Math.max(scaled, -outZero), 255 - outZero);
    to[o] = bounded + ROUND - ROUND + outZero;
  }
}
