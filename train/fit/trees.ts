import { CODE, type ForestData, GRADES, gradeOf, LEAF_CODE } from '../../worker/features/stroke/trees.ts';
import { createRandom, type Random } from '../random.ts';
import { quantile, rounded } from './scale.ts';

export interface ForestOptions {
  /** Seed's name. */
  readonly name: string;
  /** Marks that each aspect's trees may ask about, in the order in which the aspects take turns. */
  readonly aspects: readonly (readonly number[])[];
  readonly rounds: number;
  readonly depth: number;
  readonly rate: number;
  /** Share of the strokes each tree sees, and of the marks each level may ask about. */
  readonly rows: number;
  readonly columns: number;
  /** Pull of every leaf towards 0, in strokes. */
  readonly ridge: number;
  /**
   * Logit units of one step of a leaf: leaves are rounded before the next tree is grown, which then makes up
   * for it.
   */
  readonly step: number;
}

/** One stroke to learn from. */
export interface Example {
  readonly marks: ArrayLike<number>;
  readonly automation: boolean;
  /** Relative; classes and strata even. */
  readonly weight: number;
}

interface Split {
  readonly mark: number;
  readonly grade: number;
}
interface Tree {
  readonly splits: readonly Split[];
  /** Steps. */
  readonly leaves: Float64Array;
}

/** State of one boosting run. */
interface Run {
  readonly options: ForestOptions;
  readonly count: number;
  /** Grades by mark: column after column. */
  readonly columns: readonly Uint8Array[];
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly leaf: Uint8Array;
  readonly random: Random;
}

/** Gradient boosting with oblivious trees on graded marks, logistic loss, Newton leaves. */
export function fitForest(examples: readonly Example[], options: ForestOptions): ForestData {
  const random = createRandom('forest', options.name);
  const count = examples.length;
  const width = examples[0]?.marks.length ?? 0;
  const ranges = Array.from({ length: width }, (_, mark) => rangeOf(examples, mark));
  const columns = ranges.map(([low, high], mark) =>
    Uint8Array.from(examples, ({ marks }) => gradeOf(marks[mark] ?? Number.NaN, low, high)),
  );
  const run: Run = {
    options,
    count,
    columns,
    first: new Float64Array(count),
    second: new Float64Array(count),
    leaf: new Uint8Array(count),
    random,
  };
  const mean = examples.reduce((sum, { weight }) => sum + weight, 0) / count;
  const logits = new Float64Array(count);
  const trees: Tree[] = [];
  for (let index = 0; index < options.rounds * options.aspects.length; index += 1) {
    examples.forEach(({ automation, weight }, i) => {
      const p = 1 / (1 + Math.exp(-(logits[i] as number)));
      run.first[i] = (weight / mean) * ((automation ? 1 : 0) - p);
      run.second[i] = (weight / mean) * Math.max(1e-6, p * (1 - p));
    });
    const tree = growTree(run, options.aspects[index % options.aspects.length] ?? []);
    trees.push(tree);
    for (let i = 0; i < count; i += 1)
      logits[i] = (logits[i] as number) + (tree.leaves[run.leaf[i] as number] as number) * options.step;
  }
  return write(trees, ranges, options);
}

function rangeOf(examples: readonly Example[], mark: number): readonly [number, number] {
  const stride = Math.max(1, Math.floor(examples.length / 20_000));
  const values = examples
    .filter((_, index) => index % stride === 0)
    .flatMap(({ marks }) => (Number.isFinite(marks[mark]) ? [marks[mark] as number] : []))
    .sort((a, b) => a - b);
  // Before anything is graded, so that it costs nothing.
  const [low, high] = [rounded(quantile(values, 0.01), 2), rounded(quantile(values, 0.99), 2)];
  return [low, high > low ? high : low + 1];
}

function growTree(run: Run, allowed: readonly number[]): Tree {
  const { options, random, count, leaf } = run;
  const drawn: number[] = [];
  for (let i = 0; i < count; i += 1) if (random.chance(options.rows)) drawn.push(i);
  const seen = Int32Array.from(drawn);
  leaf.fill(0);
  const splits: Split[] = [];
  for (let level = 0; level < options.depth; level += 1) {
    const asked = allowed.filter(() => random.chance(options.columns));
    const split = bestSplit(run, { seen, marks: asked.length > 0 ? asked : allowed, leaves: 2 ** level });
    splits.push(split);
    ask(run, split);
  }
  // The order of the questions is free; ascending, they are told in smaller numbers.
  splits.sort((a, b) => a.mark - b.mark || a.grade - b.grade);
  leaf.fill(0);
  for (const split of splits) ask(run, split);
  const [g, h] = [new Float64Array(2 ** options.depth), new Float64Array(2 ** options.depth)];
  for (const i of seen) {
    const at = leaf[i] as number;
    g[at] = (g[at] as number) + (run.first[i] as number);
    h[at] = (h[at] as number) + (run.second[i] as number);
  }
  const leaves = g.map((sum, at) => (options.rate * sum) / ((h[at] as number) + options.ridge));
  return { splits, leaves: leaves.map((value) => clamp(Math.round(value / options.step))) };
}

/** What one character holds, see `LEAF_CODE`. */
const clamp = (steps: number): number => Math.max(-32, Math.min(31, steps));

/** Sends every stroke down one more split. */
function ask({ columns, leaf, count }: Run, { mark, grade }: Split): void {
  const column = columns[mark] as Uint8Array;
  for (let i = 0; i < count; i += 1)
    leaf[i] = 2 * (leaf[i] as number) + ((column[i] as number) > grade ? 1 : 0);
}

interface Search {
  readonly seen: Int32Array;
  readonly marks: readonly number[];
  /** Leaves so far. */
  readonly leaves: number;
}

/** The one question for all leaves that gains most. */
function bestSplit(run: Run, { seen, marks, leaves }: Search): Split {
  const { columns, first, second, leaf, options } = run;
  let best = { mark: marks[0] ?? 0, grade: 0, gain: Number.NEGATIVE_INFINITY };
  const [g, h] = [new Float64Array(leaves * GRADES), new Float64Array(leaves * GRADES)];
  // Gathered once a level: every mark walks over them.
  const base = Int32Array.from(seen, (i) => (leaf[i] as number) * GRADES);
  const [f, s] = [
    Float64Array.from(seen, (i) => first[i] as number),
    Float64Array.from(seen, (i) => second[i] as number),
  ];
  for (const mark of marks) {
    const column = columns[mark] as Uint8Array;
    g.fill(0);
    h.fill(0);
    for (let j = 0; j < seen.length; j += 1) {
      const at = (base[j] as number) + (column[seen[j] as number] as number);
      g[at] = (g[at] as number) + (f[j] as number);
      h[at] = (h[at] as number) + (s[j] as number);
    }
    const gains = new Float64Array(GRADES);
    for (let part = 0; part < leaves; part += 1)
      addGains({ g, h, from: part * GRADES, ridge: options.ridge }, gains);
    for (let grade = 0; grade + 1 < GRADES; grade += 1) {
      const gain = gains[grade] as number;
      if (gain > best.gain) best = { mark, grade, gain };
    }
  }
  return best;
}

interface Histogram {
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly from: number;
  readonly ridge: number;
}

function addGains({ g, h, from, ridge }: Histogram, gains: Float64Array): void {
  let [allG, allH] = [0, 0];
  for (let grade = 0; grade < GRADES; grade += 1) {
    allG += g[from + grade] as number;
    allH += h[from + grade] as number;
  }
  let [lowG, lowH] = [0, 0];
  for (let grade = 0; grade + 1 < GRADES; grade += 1) {
    lowG += g[from + grade] as number;
    lowH += h[from + grade] as number;
    const [highG, highH] = [allG - lowG, allH - lowH];
    const gain = (lowG * lowG) / (lowH + ridge) + (highG * highG) / (highH + ridge);
    gains[grade] = (gains[grade] as number) + gain;
  }
}

function write(
  trees: readonly Tree[],
  ranges: readonly (readonly [number, number])[],
  { depth, step, aspects }: ForestOptions,
): ForestData {
  const text = (codes: readonly number[], zero: number) =>
    String.fromCharCode(...codes.map((code) => code + zero));
  const splits = trees.flatMap((tree) => tree.splits);
  const marks = splits.map(({ mark }, at) => (at % depth === 0 ? mark : mark - (splits[at - 1]?.mark ?? 0)));
  return {
    low: ranges.map(([low]) => low),
    high: ranges.map(([, high]) => high),
    depth,
    step,
    aspects: aspects.length,
    marks: text(marks, CODE),
    grades: text(
      splits.map(({ grade }) => grade),
      CODE,
    ),
    leaves: text(
      trees.flatMap(({ leaves }) => [...leaves]),
      LEAF_CODE,
    ),
  };
}
