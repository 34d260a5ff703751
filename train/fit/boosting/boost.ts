import type { Random } from '../../random.ts';
import { bestSplits, type Split, type SplitRules, type Table } from './split.ts';

export interface BoostOptions extends SplitRules {
  /** Number of trees. */
  readonly trees: number;
  readonly depth: number;
  readonly learningRate: number;
  /** Share of the rows that each tree sees. */
  readonly rowShare: number;
  /** Share of its columns that a tree, or each of its levels, may split on. */
  readonly columnShare: number;
  readonly columnsDrawn: 'tree' | 'level';
  /** Columns that the tree of this number is about, so that a sum of trees can be additive over groups. */
  readonly columnsOf: (tree: number) => readonly number[];
  /**
   * Leaves are rounded to this, logit units, and to `leafSteps` of it, before the next tree is grown, which
   * then makes up for it. @default not at all
   */
  readonly leafStep?: number;
  readonly leafSteps?: readonly [least: number, most: number];
  readonly random: Random;
}

/** A binary tree in an array: the root is 1, the children of node i are 2i and 2i + 1. */
export interface Tree {
  /** By node; null for a leaf, where its rows stay. */
  readonly splits: readonly (Split | null)[];
  /** Logit by node, of those where rows end. */
  readonly leaves: Float64Array;
}

/** State of one run. */
interface Run {
  readonly table: Table;
  readonly options: BoostOptions;
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  /** Node in which each row ends. */
  readonly node: Uint16Array;
}

/**
 * Gradient-boosted trees on histograms (Friedman 2001; second-order leaves as in XGBoost, Chen and Guestrin
 * 2016; oblivious ones as in CatBoost, Prokhorenkova et al. 2018), logistic loss.
 */
export function boost(table: Table, options: BoostOptions): readonly Tree[] {
  const count = table.labels.length;
  const run: Run = {
    table,
    options,
    gradient: new Float64Array(count),
    curvature: new Float64Array(count),
    node: new Uint16Array(count),
  };
  const logits = new Float64Array(count);
  return Array.from({ length: options.trees }, (_, index) => {
    for (let i = 0; i < count; i += 1) {
      const p = 1 / (1 + Math.exp(-(logits[i] as number)));
      const weight = table.weights[i] as number;
      run.gradient[i] = weight * ((table.labels[i] as number) - p);
      run.curvature[i] = weight * Math.max(1e-6, p * (1 - p));
    }
    const tree = growTree(run, options.columnsOf(index));
    for (let i = 0; i < count; i += 1)
      logits[i] = (logits[i] as number) + (tree.leaves[run.node[i] as number] as number);
    return tree;
  });
}

/** Logit of one row, by its bin codes. */
export function logitOf(trees: readonly Tree[], codes: ArrayLike<number>): number {
  return trees.reduce((sum, { splits, leaves }) => {
    let node = 1;
    for (let split = splits[node]; split; split = splits[node])
      node = childOf(node, split, codes[split.column] ?? 0);
    return sum + (leaves[node] ?? 0);
  }, 0);
}

function childOf(node: number, { bin, missingLeft }: Split, code: number): number {
  const isLeft = code === 0 ? missingLeft : code <= bin;
  return 2 * node + (isLeft ? 0 : 1);
}

function growTree(run: Run, allowed: readonly number[]): Tree {
  const { table, options, node } = run;
  const { random, depth, columnShare } = options;
  const seen = drawRows(run);
  const draw = () => {
    const drawn = allowed.filter(() => random.chance(columnShare));
    return drawn.length > 0 ? drawn : allowed;
  };
  let columns = options.columnsDrawn === 'tree' ? draw() : [];
  const splits: (Split | null)[] = new Array<Split | null>(2 ** (depth + 1)).fill(null);
  node.fill(1);
  for (let level = 0; level < depth; level += 1) {
    if (options.columnsDrawn === 'level') columns = draw();
    const width = 2 ** level;
    const rows = seen.filter((i) => (node[i] as number) >= width);
    const found = bestSplits(
      table,
      {
        rows,
        nodes: Int32Array.from(rows, (i) => (node[i] as number) - width),
        width,
        columns,
        // Gathered once a level: every column walks over them.
        gradient: Float64Array.from(rows, (i) => run.gradient[i] as number),
        curvature: Float64Array.from(rows, (i) => run.curvature[i] as number),
      },
      options,
    );
    found.forEach((split, place) => {
      splits[width + place] = split;
    });
    for (let i = 0; i < node.length; i += 1) {
      const at = node[i] as number;
      const split = at >= width ? splits[at] : null;
      if (split) node[i] = childOf(at, split, table.columns[split.column]?.[i] ?? 0);
    }
  }
  return { splits, leaves: leavesOf(run, seen) };
}

function drawRows({ options: { random, rowShare }, node }: Run): Int32Array {
  const drawn: number[] = [];
  for (let i = 0; i < node.length; i += 1) if (random.chance(rowShare)) drawn.push(i);
  return Int32Array.from(drawn);
}

/** Newton's step in each leaf, shrunk by the learning rate. */
function leavesOf({ options, node, gradient, curvature }: Run, seen: Int32Array): Float64Array {
  const { depth, learningRate, ridge, leafStep, leafSteps: [least, most] = [-Infinity, Infinity] } = options;
  const [g, h] = [new Float64Array(2 ** (depth + 1)), new Float64Array(2 ** (depth + 1))];
  for (const i of seen) {
    const at = node[i] as number;
    g[at] = (g[at] as number) + (gradient[i] as number);
    h[at] = (h[at] as number) + (curvature[i] as number);
  }
  const leaves = g.map((sum, at) => (learningRate * sum) / ((h[at] as number) + ridge));
  if (leafStep === undefined) return leaves;
  return leaves.map((value) => Math.max(least, Math.min(most, Math.round(value / leafStep))) * leafStep);
}
