import { describe, expect, it } from 'vitest';
import { binAmong, edgesOf } from '../../../train/fit/boosting/bins.ts';
import { type BoostOptions, boost, logitOf } from '../../../train/fit/boosting/boost.ts';
import type { Table } from '../../../train/fit/boosting/split.ts';
import { auc } from '../../../train/fit/metrics.ts';
import { createRandom } from '../../../train/random.ts';

const OPTIONS: Omit<BoostOptions, 'random'> = {
  shape: 'free',
  missing: 'either',
  trees: 40,
  depth: 3,
  learningRate: 0.3,
  rowShare: 1,
  columnShare: 1,
  columnsDrawn: 'tree',
  columnsOf: () => [0, 1],
  ridge: 1,
  leastCurvature: 1,
};
const BINS = 16;

interface Made {
  readonly table: Table;
  readonly edges: readonly Float64Array[];
}

function tableOf(columns: readonly Float64Array[], labels: Uint8Array): Made {
  const edges = columns.map((column) => edgesOf(column, BINS));
  const codes = columns.map((column, i) => Uint8Array.from(column, (value) => binAmong(edges[i]!, value)));
  const weights = new Float64Array(labels.length).fill(1);
  return { edges, table: { columns: codes, bins: edges.map((of) => of.length + 2), labels, weights } };
}

/** Two columns in [-1, 1); `label` says which rows are scripts. */
function made(label: (a: number, b: number) => boolean, count = 800): Made {
  const random = createRandom('boost test');
  const rows = Array.from({ length: count }, () => [random.uniform(-1, 1), random.uniform(-1, 1)] as const);
  const labels = Uint8Array.from(rows, ([a, b]) => (label(a, b) ? 1 : 0));
  return tableOf(
    [0, 1].map((c) => Float64Array.from(rows, (row) => row[c] as number)),
    labels,
  );
}

/** Fits and gives what scores a row of values. */
function scorerOf({ table, edges }: Made, options: Partial<BoostOptions> = {}) {
  const trees = boost(table, { ...OPTIONS, random: createRandom('boost'), ...options });
  return (row: readonly number[]) =>
    logitOf(
      trees,
      row.map((value, column) => binAmong(edges[column]!, value)),
    );
}

function areaOf(label: (a: number, b: number) => boolean, options: Partial<BoostOptions> = {}): number {
  const score = scorerOf(made(label), options);
  const random = createRandom('fresh rows');
  const fresh = Array.from({ length: 400 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)] as const);
  const of = (kind: boolean) => fresh.filter(([a, b]) => label(a, b) === kind).map((row) => score(row));
  return auc(of(false), of(true));
}

describe('bins of a column', () => {
  it('keeps missing values apart and order otherwise', () => {
    const column = Float64Array.from([3, Number.NaN, 1, 2, 5, 4]);
    const edges = edgesOf(column, 4);
    const codes = Uint8Array.from(column, (value) => binAmong(edges, value));
    expect(codes[1]).toBe(0);
    expect(codes[2]).toBeLessThan(codes[4] as number);
    expect(binAmong(edges, -100)).toBe(1);
    expect(binAmong(edges, 100)).toBe(edges.length + 1);
  });

  it('has one bin for a column that never changes', () => {
    expect(edgesOf(new Float64Array(5).fill(7), 8)).toHaveLength(0);
  });
});

describe.each(['free', 'oblivious'] as const)('%s boosted trees', (shape) => {
  it('learn a threshold in one column', () => {
    expect(areaOf((a) => a > 0.2, { shape })).toBeGreaterThan(0.97);
  });

  it('learn an interaction that a sum over columns cannot', () => {
    const xor = (a: number, b: number) => a > 0 !== b > 0;
    expect(areaOf(xor, { shape })).toBeGreaterThan(0.95);
    expect(areaOf(xor, { shape, columnsOf: (tree) => [tree % 2] })).toBeLessThan(0.65);
  });

  it('learn from a value being missing', () => {
    const labels = Uint8Array.from({ length: 400 }, (_, i) => i % 2);
    const column = Float64Array.from(labels, (label, i) => (label === 1 ? Number.NaN : (i % 7) / 7));
    const score = scorerOf(tableOf([column], labels), { shape, columnsOf: () => [0] });
    expect(score([Number.NaN])).toBeGreaterThan(1);
    expect(score([0.5])).toBeLessThan(-1);
  });

  it('round their leaves when they are told to, and make up for it', () => {
    const trees = boost(made((a) => a > 0).table, {
      ...OPTIONS,
      shape,
      leafStep: 0.25,
      leafSteps: [-2, 2],
      random: createRandom('rounded'),
    });
    const leaves = trees.flatMap((tree) => [...tree.leaves]);
    expect(leaves.every((leaf) => Number.isInteger(leaf / 0.25) && Math.abs(leaf) <= 0.5)).toBe(true);
    expect(areaOf((a) => a > 0, { shape, leafStep: 0.25, leafSteps: [-2, 2] })).toBeGreaterThan(0.97);
  });

  it('give the same logits twice', () => {
    const data = made((a, b) => a + b > 0, 300);
    const options = { shape, rowShare: 0.5, columnShare: 0.5 };
    const [one, two] = [1, 2].map(() => scorerOf(data, { ...options, random: createRandom('same') }));
    const rows = [-0.9, -0.2, 0.1, 0.8].flatMap((a) => [-0.7, 0.3].map((b) => [a, b]));
    expect(rows.map((row) => two?.(row))).toEqual(rows.map((row) => one?.(row)));
  });
});
