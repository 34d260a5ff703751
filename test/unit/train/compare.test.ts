import { describe, expect, it } from 'vitest';
import { binColumn, binOf } from '../../../train/evaluate/learners/bins.ts';
import { type BoostOptions, boost } from '../../../train/evaluate/learners/boost.ts';
import type { Table } from '../../../train/evaluate/learners/table.ts';
import { auc } from '../../../train/fit/metrics.ts';
import { createRandom } from '../../../train/random.ts';

const OPTIONS: Omit<BoostOptions, 'random'> = {
  rounds: 40,
  depth: 3,
  rate: 0.3,
  bins: 16,
  rowShare: 1,
  columnShare: 1,
  ridge: 1,
  least: 1,
};

/** Two columns in [-1, 1); `label` says which rows are scripts. */
function made(label: (a: number, b: number) => boolean, count = 800) {
  const random = createRandom('boost test');
  const rows = Array.from({ length: count }, () => [random.uniform(-1, 1), random.uniform(-1, 1)] as const);
  const labels = Uint8Array.from(rows, ([a, b]) => (label(a, b) ? 1 : 0));
  const columns = [0, 1].map((c) => Float64Array.from(rows, (row) => row[c] as number));
  const table: Table = { columns, labels, weights: new Float64Array(count).fill(1) };
  return { table, rows };
}

function areaOf(label: (a: number, b: number) => boolean, options: Partial<BoostOptions> = {}): number {
  const train = made(label);
  const score = boost(train.table, { ...OPTIONS, ...options, random: createRandom('boost') });
  const random = createRandom('fresh rows');
  const fresh = Array.from({ length: 400 }, () => [random.uniform(-1, 1), random.uniform(-1, 1)] as const);
  const of = (kind: boolean) => fresh.filter(([a, b]) => label(a, b) === kind).map((row) => score(row));
  return auc(of(false), of(true));
}

describe('bins of a column', () => {
  it('keeps missing values apart and order otherwise', () => {
    const { codes, edges } = binColumn(Float64Array.from([3, Number.NaN, 1, 2, 5, 4]), 4);
    expect(codes[1]).toBe(0);
    expect(codes[2]).toBeLessThan(codes[4] as number);
    expect(binOf(Number.NaN, edges)).toBe(0);
    expect(binOf(-100, edges)).toBe(1);
    expect(binOf(100, edges)).toBe(edges.length + 1);
  });

  it('has one bin for a column that never changes', () => {
    expect(binColumn(new Float64Array(5).fill(7), 8).edges).toHaveLength(0);
  });
});

describe('boosted trees', () => {
  it('learn a threshold in one column', () => {
    expect(areaOf((a) => a > 0.2)).toBeGreaterThan(0.97);
  });

  it('learn an interaction that a sum over columns cannot', () => {
    const xor = (a: number, b: number) => a > 0 !== b > 0;
    expect(areaOf(xor)).toBeGreaterThan(0.95);
    expect(areaOf(xor, { groups: [0, 1] })).toBeLessThan(0.65);
  });

  it('learn from a value being missing', () => {
    const { table } = made(() => false, 400);
    const labels = Uint8Array.from({ length: 400 }, (_, i) => i % 2);
    const column = Float64Array.from(labels, (label, i) => (label === 1 ? Number.NaN : (i % 7) / 7));
    const score = boost({ ...table, columns: [column], labels }, { ...OPTIONS, random: createRandom('m') });
    expect(score([Number.NaN])).toBeGreaterThan(1);
    expect(score([0.5])).toBeLessThan(-1);
  });

  it('give the same logits twice', () => {
    const { table, rows } = made((a, b) => a + b > 0, 300);
    const options = { ...OPTIONS, rowShare: 0.5, columnShare: 0.5 };
    const [one, two] = [1, 2].map(() => boost(table, { ...options, random: createRandom('same') }));
    expect(rows.map((row) => two?.(row))).toEqual(rows.map((row) => one?.(row)));
  });
});
