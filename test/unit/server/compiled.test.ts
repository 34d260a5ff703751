import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../../../src/contract/features/index.ts';
import type { Coalitions, ExactEngine } from '../../../src/scoring/engine.ts';
import { createExact } from '../../../src/scoring/exact.ts';
import { explainExactly } from '../../../src/scoring/explain.ts';
import type { Network } from '../../../src/scoring/network.ts';
import { encodeEmpty, encodeInput } from '../../../src/scoring/row.ts';
import { sliceNetwork } from '../../../src/scoring/slice.ts';
import { createCompiled } from '../../../src/server/model/compiled.ts';
import { loadModel, type Model } from '../../../src/server/model/model.ts';
import { compileKernel } from '../../../tools/kernel/index.mjs';
import { ALL_SOURCES, hasVisits, readRecorded, shippedModel } from '../../lab/plausibility/visits.ts';
import { evidence } from '../scoring/evidence-arbitrary.ts';
import { COLUMNS, schemaNetwork, withLayer } from '../scoring/model.ts';

let kernel: Uint8Array<ArrayBuffer>;
let compiled: Model;
let reference: Model;
beforeAll(async () => {
  kernel = await compileKernel();
  reference = await shippedModel();
  const loaded = await loadModel(new Uint8Array(readFileSync('model/tellsign.onnx')), reference.manifest, {
    createEngine: (sliced) => createCompiled(sliced, kernel),
  });
  if (!loaded.ok) throw new Error(loaded.code);
  compiled = loaded.value;
});
afterEach(() => vi.restoreAllMocks());

const WIDTH = 2 * FEATURES.length;
const row = fc.oneof(
  fc.uint8Array({ minLength: WIDTH, maxLength: WIDTH }),
  // Sums at the ends of their range.
  fc
    .array(fc.constantFrom(0, 255), { minLength: WIDTH, maxLength: WIDTH })
    .map((ends) => Uint8Array.from(ends)),
);
const game: fc.Arbitrary<Coalitions> = fc
  .record({ from: row, to: row, group: fc.nat(GROUP_NAMES.length - 1), count: fc.nat(9) })
  .map(({ from, to, group, count }) => {
    const members = MEMBERS[GROUP_NAMES[group] ?? 'pointer_delivery'].slice(0, count);
    return { from, to, group, players: members.map((index) => [index, FEATURES.length + index]) };
  });

/** Both engines of a network, and how many kernels were started for it. */
function enginesOf(network: Network): { exact: ExactEngine; fast: ExactEngine; started: number } {
  const start = vi.spyOn(WebAssembly, 'Instance');
  const sliced = sliceNetwork(network);
  const fast = createCompiled(sliced, kernel);
  return { exact: createExact(sliced), fast, started: start.mock.calls.length };
}

describe('the compiled engine', () => {
  it.each([[[16, 8]], [[12]], [[16, 16, 8]], [[]], [[64]], [[3, 1]]])(
    'gives the worths of the reference engine, hidden layers %j',
    (hidden) => {
      for (let seed = 1; seed <= 4; seed++) {
        const { exact, fast, started } = enginesOf(schemaNetwork(seed, hidden));
        expect(started).toBe(1);
        fc.assert(
          fc.property(game, (coalitions) => {
            expect(fast.runCoalitions(coalitions)).toEqual(exact.runCoalitions(coalitions));
          }),
          { numRuns: 60 },
        );
        vi.restoreAllMocks();
      }
    },
  );

  it('is the shipped model’s, and answers afresh after any other game', () => {
    const start = vi.spyOn(WebAssembly, 'Instance');
    const from = encodeEmpty(FEATURES.length);
    fc.assert(
      fc.property(
        fc.array(evidence, { minLength: 2, maxLength: 2 }),
        fc.array(fc.nat(GROUP_NAMES.length - 1)),
        (two, groups) => {
          for (const given of two) {
            for (const group of groups) {
              const to = encodeInput(given);
              const players = MEMBERS[GROUP_NAMES[group] ?? 'pointer_delivery'].map((index) => [
                index,
                FEATURES.length + index,
              ]);
              const coalitions = { from, to, players, group };
              expect(compiled.exact.runCoalitions(coalitions)).toEqual(
                reference.exact.runCoalitions(coalitions),
              );
            }
          }
        },
      ),
    );
    expect(start).not.toHaveBeenCalled();
    expect(compiled.exact.runCoalitions).not.toBe(reference.exact.runCoalitions);
  });

  it('explains any evidence as the reference engine does', () => {
    fc.assert(
      fc.property(evidence, (given) => {
        expect(explainExactly(compiled, given)).toEqual(explainExactly(reference, given));
      }),
    );
  });

  it.skipIf(!hasVisits).each(ALL_SOURCES)(
    'explains every recording of %s as the reference engine does',
    async (file) => {
      let count = 0;
      for await (const { visit } of readRecorded([file], reference)) {
        expect(explainExactly(compiled, visit.evidence)).toEqual(explainExactly(reference, visit.evidence));
        count++;
      }
      expect(count).toBeGreaterThan(10);
    },
    300_000,
  );

  it('is the reference engine where WebAssembly may not be compiled', () => {
    vi.spyOn(WebAssembly, 'Module').mockImplementation(function forbid() {
      throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
    });
    const { exact, fast } = enginesOf(schemaNetwork(1));
    fc.assert(
      fc.property(game, (coalitions) => {
        expect(fast.runCoalitions(coalitions)).toEqual(exact.runCoalitions(coalitions));
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [
      'sums that float32 rounds',
      () => withLayer(schemaNetwork(1), 0, { bias: new Int32Array(16 * COLUMNS.length).fill(2 ** 24) }),
    ],
    ['more units than there is room for', () => schemaNetwork(1, [65])],
  ])('is the reference engine for %s', (_, network) => {
    const { exact, fast, started } = enginesOf(network());
    expect(started).toBe(0);
    const to = new Uint8Array(WIDTH).fill(255);
    const coalitions = { from: new Uint8Array(WIDTH), to, players: COLUMNS.slice(0, 1), group: 0 };
    expect(fast.runCoalitions(coalitions)).toEqual(exact.runCoalitions(coalitions));
  });

  it('leaves games of more players than there is room for to the reference engine', () => {
    const { exact, fast } = enginesOf(schemaNetwork(2));
    const players = Array.from({ length: 13 }, (_, column) => [column]);
    const coalitions = {
      from: new Uint8Array(WIDTH),
      to: new Uint8Array(WIDTH).fill(255),
      players,
      group: 0,
    };
    expect(fast.runCoalitions(coalitions)).toEqual(exact.runCoalitions(coalitions));
  });

  it('runs whole rows, and refuses groups, as the reference engine does', () => {
    const { exact, fast } = enginesOf(schemaNetwork(3));
    const rows = new Uint8Array(3 * WIDTH).map((_, at) => (at * 89) & 255);
    expect(fast.run(rows, 3)).toEqual(exact.run(rows, 3));
    const line = new Uint8Array(WIDTH);
    expect(() => fast.runCoalitions({ from: line, to: line, players: [], group: 99 })).toThrow(RangeError);
  });
});
