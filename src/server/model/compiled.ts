import type { Coalitions, ExactEngine } from '../../scoring/engine.ts';
import { createExact } from '../../scoring/exact.ts';
import type { Slice, Sliced, SliceStep } from '../../scoring/slice.ts';

/** What `coalitions.wat` exports: where the parts of its memory begin, and its one function. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly worths: WebAssembly.Global<'i32'>;
  readonly sums: WebAssembly.Global<'i32'>;
  readonly changes: WebAssembly.Global<'i32'>;
  readonly layers: WebAssembly.Global<'i32'>;
  run(first: number, end: number, blocks: number): void;
}

/** Room in the kernel's memory. */
const MAX_PLAYERS = 12;
const MAX_UNITS = 64;
/** Two players make the four lanes of a vector; every other one doubles the blocks. */
const LANES = 4;
/** Float32 holds every integer up to here. */
const EXACT = 2 ** 24;
const FLOAT_BYTES = 4;
/** WebAssembly grows by pages. */
const PAGE_BYTES = 65_536;

/**
 * The reference engine with its coalitions computed by WebAssembly, four at a time and with the same
 * integers. Where WebAssembly is not to be had, or the network does not fit the kernel, it is the reference
 * engine itself.
 */
export function createCompiled(sliced: Sliced, kernelBytes: Uint8Array<ArrayBuffer>): ExactEngine {
  const exact = createExact(sliced);
  const kernel = sliced.slices.every(fits) ? start(kernelBytes) : null;
  if (!kernel) return exact;
  const groups = writeLayers(kernel, sliced);
  const memory = partsOf(kernel);
  return {
    ...exact,
    runCoalitions(coalitions) {
      const group = groups[coalitions.group];
      const count = 2 ** coalitions.players.length;
      if (!group || coalitions.players.length > MAX_PLAYERS) return exact.runCoalitions(coalitions);
      writeSums(memory, group, coalitions);
      kernel.run(group.first, group.end, Math.ceil(count / LANES));
      return memory.worths.slice(0, count);
    },
  };
}

/** Null where the platform has no WebAssembly with vectors, or forbids to compile it. */
function start(bytes: Uint8Array<ArrayBuffer>): Kernel | null {
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernel;
  } catch {
    return null;
  }
}

/** Whether every sum that can occur is exact in float32, and there is room for it. */
function fits({ steps }: Slice): boolean {
  return steps.every(({ weights, bias }) => {
    const units = bias.length;
    const largest = Array.from(bias, (constant, unit) =>
      weights.reduce(
        (sum, weight, at) => (at % units === unit ? sum + 255 * Math.abs(weight) : sum),
        Math.abs(constant),
      ),
    );
    return units > 0 && units <= MAX_UNITS && Math.max(...largest) < EXACT;
  });
}

/** A group as the kernel computes it. */
interface Group {
  /** Address of its first layer, and of what follows its last. */
  readonly first: number;
  readonly end: number;
  readonly slice: Slice;
  /** For each column of a row its place among the inputs, or −1. */
  readonly inputs: Int16Array;
}

function writeLayers({ memory, layers }: Kernel, { width, slices }: Sliced): readonly Group[] {
  const numbers = slices.map(({ steps }) => steps.flatMap(toNumbers));
  const bytes = layers.value + FLOAT_BYTES * numbers.flat().length;
  memory.grow(Math.max(0, Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES)));
  let first = layers.value;
  return slices.map((slice, index) => {
    const own = numbers[index] ?? [];
    new Float32Array(memory.buffer, first).set(own);
    const end = first + FLOAT_BYTES * own.length;
    const inputs = Int16Array.from({ length: width }, (_, column) => slice.columns.indexOf(column));
    const group = { first, end, slice, inputs };
    first = end;
    return group;
  });
}

/** A layer as the kernel reads it. The first layer's weights are in the sums that it is given. */
function toNumbers({ weights, bias, multiplier, outZero }: SliceStep, index: number): number[] {
  const [inputs, outputs] = [weights.length / bias.length, bias.length];
  const rows = Array.from(bias, (constant, output) => [
    constant,
    ...Array.from({ length: inputs }, (_, input) => weights[input * outputs + output] ?? 0),
  ]);
  return [inputs, outputs, multiplier, -outZero, 255 - outZero, ...(index > 0 ? rows.flat() : [])];
}

/** The parts of the kernel's memory that change with every game. */
interface Parts {
  readonly worths: Uint8Array;
  readonly sums: Float32Array;
  readonly changes: Float32Array;
}

/** After the memory has grown: growing detaches what was there. */
const partsOf = ({ memory: { buffer }, worths, sums, changes }: Kernel): Parts => ({
  worths: new Uint8Array(buffer, worths.value, 2 ** MAX_PLAYERS),
  sums: new Float32Array(buffer, sums.value, MAX_UNITS * LANES),
  changes: new Float32Array(buffer, changes.value, MAX_UNITS * MAX_PLAYERS),
});

/** The first layer's sums of the first two players' coalitions, and what each player adds to them. */
function writeSums(
  { sums, changes }: Parts,
  { slice, inputs }: Group,
  { from, to, players }: Coalitions,
): void {
  const [step] = slice.steps;
  if (!step) return;
  const { bias, inZero } = step;
  const units = bias.length;
  changes.fill(0, 0, Math.max(2, players.length) * units);
  for (let player = 0; player < players.length; player++) {
    for (const column of players[player] ?? []) {
      const gain = (to[column] ?? 0) - (from[column] ?? 0);
      add(changes, { at: player * units, step, input: inputs[column] ?? -1, by: gain });
    }
  }
  const base = Float32Array.from(bias);
  slice.columns.forEach((column, input) => {
    add(base, { at: 0, step, input, by: (from[column] ?? 0) - inZero });
  });
  for (let unit = 0; unit < units; unit++) {
    const without = base[unit] ?? 0;
    const [first, second] = [changes[unit] ?? 0, changes[units + unit] ?? 0];
    sums[unit * LANES] = without;
    sums[unit * LANES + 1] = without + first;
    sums[unit * LANES + 2] = without + second;
    sums[unit * LANES + 3] = without + first + second;
  }
}

interface Addition {
  /** Where the units begin. */
  readonly at: number;
  readonly step: SliceStep;
  /** Place of the input; −1 for a column that this group does not see. */
  readonly input: number;
  /** How much more of the input there is. */
  readonly by: number;
}

/** Adds what one input brings to the units of a step. */
function add(to: Float32Array, { at, step, input, by }: Addition): void {
  if (input < 0 || by === 0) return;
  const units = step.bias.length;
  const row = input * units;
  for (let unit = 0; unit < units; unit++)
    to[at + unit] = (to[at + unit] ?? 0) + by * (step.weights[row + unit] ?? 0);
}
