import { existsSync, readFileSync } from 'node:fs';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { beforeAll, describe, expect, it } from 'vitest';
import { createExact } from '../../../src/scoring/exact.ts';
import { inputWidth, type Network, outputWidth } from '../../../src/scoring/network.ts';
import { readOnnx } from '../../../src/scoring/onnx.ts';
import { sliceNetwork } from '../../../src/scoring/slice.ts';
import { randomNetwork } from '../../../tools/ort-slim/random-network.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { COLUMNS, schemaNetwork } from './model.ts';

const BATCHES = [1, 7, 256, 1024];

/**
 * Random bytes, rows of one value (both ends, the zero points and their neighbours), and rows that jump
 * between the ends.
 */
function makeRows(seed: number, count: number, width: number): Uint8Array {
  const rng = xoroshiro128plus(seed);
  const flat = [0, 1, 127, 128, 129, 160, 254, 255];
  return Uint8Array.from({ length: count * width }, (_, at) => {
    const row = Math.floor(at / width);
    if (row % 4 === 1) return flat[(row >> 2) % flat.length]!;
    if (row % 4 === 3) return uniformInt(rng, 0, 1) * 255;
    return uniformInt(rng, 0, 255);
  });
}

/** Dense networks too: one group that sees everything. */
const dense = (seed: number, inputs: number, hidden: readonly number[]) =>
  randomNetwork({ seed, inputs, hidden, groups: [Array.from({ length: inputs }, (_, i) => i)] });

const NETWORKS: readonly (readonly [string, Network])[] = [
  ['the schema, 16-8 a group', schemaNetwork(1)],
  ['the schema, 12 a group', schemaNetwork(2, [12])],
  ['the schema, 16-16-8 a group', schemaNetwork(3, [16, 16, 8])],
  ['the schema, no hidden layer', schemaNetwork(4, [])],
  ['dense, 96-64-32', dense(5, 96, [64, 32])],
  ['dense, one input', dense(16, 1, [8])],
  ['dense, 255 inputs', dense(7, 255, [17])],
];

const SHIPPED = 'model/tellsign.onnx';

/** Runs a file in onnxruntime and in the exact engine, on every batch size. */
async function compare(bytes: Uint8Array): Promise<void> {
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const read = readOnnx(bytes);
  if (!read.ok) throw new Error(read.code);
  const exact = createExact(sliceNetwork(read.value));
  const width = inputWidth(read.value);
  const seen = new Set<number>();
  for (const count of BATCHES) {
    const rows = makeRows(count, count, width);
    const { y } = await session.run({ x: new Tensor('uint8', rows, [count, width]) });
    const outputs = exact.run(rows, count);
    expect(outputs.length).toBe(count * outputWidth(read.value));
    expect(Array.from(outputs)).toEqual(Array.from(y!.data as Uint8Array));
    for (const value of outputs) seen.add(value);
  }
  // Equal constants would prove nothing.
  expect(seen.size).toBeGreaterThan(20);
  await session.release();
}

describe('the exact engine', () => {
  beforeAll(() => {
    env.wasm.numThreads = 1;
  });

  it.each(NETWORKS)('gives the integers of onnxruntime: %s', (_, network) => compare(writeOnnx(network)));

  it.skipIf(!existsSync(SHIPPED))('gives the integers of onnxruntime: the shipped model', () =>
    compare(new Uint8Array(readFileSync(SHIPPED))),
  );

  it.each([[], [16, 8], [12]])(
    'evaluates a coalition as it does its row, hidden layers %j %j',
    (...hidden) => {
      const network = schemaNetwork(8, hidden);
      const exact = createExact(sliceNetwork(network));
      const width = inputWidth(network);
      const [from, to] = [makeRows(9, 1, width), makeRows(10, 1, width)];
      COLUMNS.forEach((columns, group) => {
        // Players of two columns, one of one and one of none of this group's.
        const players = [
          columns.slice(0, 2),
          columns.slice(2, 4),
          columns.slice(4, 5),
          COLUMNS[(group + 1) % 11]!,
        ];
        const worths = exact.runCoalitions({ from, to, players, group });
        expect(worths.length).toBe(16);
        worths.forEach((worth, coalition) => {
          const row = from.slice();
          players.forEach((own, player) => {
            if ((coalition >> player) & 1) for (const column of own) row[column] = to[column]!;
          });
          expect(worth).toBe(exact.run(row, 1)[group]);
        });
      });
    },
  );

  it('rounds halves to even', () => {
    const layer = {
      inputs: 1,
      outputs: 1,
      weights: Uint8Array.of(129),
      weightScale: 1,
      bias: Int32Array.of(0),
      relu: false,
    };
    const exact = createExact(sliceNetwork({ layers: [{ ...layer, inScale: 1, outScale: 2 }] }));
    const rows = Uint8Array.of(129, 131, 133, 127, 125, 128);
    expect(Array.from(exact.run(rows, 6))).toEqual([128, 130, 130, 128, 126, 128]);
  });

  it('refuses rows that are too short', () => {
    const exact = createExact(sliceNetwork(schemaNetwork(1)));
    expect(() => exact.run(new Uint8Array(10), 1)).toThrow(RangeError);
    const row = new Uint8Array(1000);
    expect(() => exact.runCoalitions({ from: row, to: row, players: [], group: 99 })).toThrow(RangeError);
  });
});
