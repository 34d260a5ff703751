import type { Random } from '../../random.ts';
import { type Binned, binColumn, binOf } from './bins.ts';
import { bestSplit, type Slopes } from './split.ts';
import type { Table } from './table.ts';

export interface BoostOptions {
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  readonly bins: number;
  /** Share of rows, and of columns, that each tree sees. */
  readonly rowShare: number;
  readonly columnShare: number;
  /** L2 on leaf values, and least curvature in a leaf. */
  readonly ridge: number;
  readonly least: number;
  /**
   * Group of each column: every tree then keeps to one group, and the sum of trees is additive over groups.
   */
  readonly groups?: readonly number[];
  readonly random: Random;
}

type Tree = Leaf | Branch;
interface Leaf {
  readonly value: number;
}
interface Branch {
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly left: Tree;
  readonly right: Tree;
}

/**
 * Gradient-boosted trees on histograms (Friedman 2001; second-order leaves as in XGBoost, Chen and Guestrin
 * 2016), logistic loss.
 */
export function boost(table: Table, options: BoostOptions): (row: readonly number[]) => number {
  const binned = table.columns.map((column) => binColumn(column, options.bins));
  const count = table.labels.length;
  const logits = new Float64Array(count);
  const slopes: Slopes = {
    gradient: new Float64Array(count),
    curvature: new Float64Array(count),
    ridge: options.ridge,
    least: options.least,
  };
  const trees: Tree[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (let i = 0; i < count; i += 1) {
      const p = 1 / (1 + Math.exp(-(logits[i] as number)));
      const weight = table.weights[i] as number;
      slopes.gradient[i] = weight * (p - (table.labels[i] as number));
      slopes.curvature[i] = weight * Math.max(1e-6, p * (1 - p));
    }
    const tree = grow(binned, slopes, { ...options, round, count });
    for (let i = 0; i < count; i += 1) {
      const codeOf = (column: number): number => (binned[column] as Binned).codes[i] as number;
      logits[i] = (logits[i] as number) + options.rate * leafValue(tree, codeOf);
    }
    trees.push(tree);
  }
  return (row) => {
    const codes = binned.map(({ edges }, column) => binOf(row[column] ?? Number.NaN, edges));
    return trees.reduce((sum, tree) => sum + options.rate * leafValue(tree, (c) => codes[c] ?? 0), 0);
  };
}

function leafValue(tree: Tree, codeOf: (column: number) => number): number {
  let node = tree;
  while ('left' in node) {
    const code = codeOf(node.column);
    node = (code === 0 ? node.missingLeft : code <= node.bin) ? node.left : node.right;
  }
  return node.value;
}

function grow(
  binned: readonly Binned[],
  slopes: Slopes,
  options: BoostOptions & { readonly round: number; readonly count: number },
): Tree {
  const { random, rowShare, columnShare, groups, round, count } = options;
  const rows = Uint32Array.from({ length: count }, (_, i) => i).filter(() => random.chance(rowShare));
  const kinds = [...new Set(groups)];
  const own = binned.flatMap((_, c) =>
    groups === undefined || groups[c] === kinds[round % kinds.length] ? [c] : [],
  );
  const drawn = own.filter(() => random.chance(columnShare));
  const columns = drawn.length > 0 ? drawn : own;
  const branch = (part: Uint32Array, depth: number): Tree => {
    const split = depth === 0 ? null : bestSplit({ rows: part, columns }, binned, slopes);
    if (split === null) return { value: leafOf(part, slopes) };
    const { column, bin, missingLeft } = split;
    const { codes } = binned[column] as Binned; // a column of `binned`, from bestSplit
    const goesLeft = (row: number): boolean => {
      const code = codes[row] as number;
      return code === 0 ? missingLeft : code <= bin;
    };
    const left = branch(part.filter(goesLeft), depth - 1);
    const right = branch(
      part.filter((row) => !goesLeft(row)),
      depth - 1,
    );
    return { column, bin, missingLeft, left, right };
  };
  return branch(rows, options.depth);
}

function leafOf(rows: Uint32Array, { gradient, curvature, ridge }: Slopes): number {
  let [g, h] = [0, ridge];
  for (const row of rows) {
    g += gradient[row] as number;
    h += curvature[row] as number;
  }
  return -g / h;
}
