/** A split: bins up to `bin` go left, and the missing where `missingLeft` says. */
export interface Split {
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
}

/** Rows as boosting wants them. */
export interface Table {
  /** Bin codes by column, then row; 0 where missing. */
  readonly columns: readonly Uint8Array[];
  /** Number of bins of each column, with that of the missing. */
  readonly bins: readonly number[];
  /** 1 for a script. */
  readonly labels: Uint8Array;
  /** 1 on average. */
  readonly weights: Float64Array;
}

export interface SplitRules {
  /** Added to every sum of curvatures (L2 on leaf values). */
  readonly ridge: number;
  /** Least sum of curvatures on either side of a split. */
  readonly leastCurvature: number;
  /** Where the missing may go: with the lowest bin, or wherever that lowers the loss more. */
  readonly missing: 'lowest' | 'either';
  /** `oblivious`: all nodes of a level share one split. `free`: each node has its own. */
  readonly shape: 'oblivious' | 'free';
}

/** Rows of one level of a growing tree. */
export interface Level {
  /** Rows that still go down, and the node of each, counted from 0 within the level. */
  readonly rows: Int32Array;
  readonly nodes: Int32Array;
  /** Number of nodes. */
  readonly width: number;
  /** Columns that may be split on. */
  readonly columns: readonly number[];
  /** First and second derivatives of the loss by each row's logit, weighted, in the order of `rows`. */
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
}

interface Best {
  split: Split | null;
  gain: number;
}

/** The split of each node of the level that lowers the loss most, or null where none does. */
export function bestSplits(table: Table, level: Level, rules: SplitRules): readonly (Split | null)[] {
  const { width } = level;
  const together = rules.shape === 'oblivious';
  const best = Array.from({ length: together ? 1 : width }, (): Best => ({ split: null, gain: 0 }));
  for (const column of level.columns) {
    const bins = table.bins[column] ?? 0;
    const sums = histogram(table.columns[column] ?? new Uint8Array(), level, bins);
    for (const missingLeft of rules.missing === 'either' ? [true, false] : [true]) {
      const gains = Array.from({ length: width }, (_, node) =>
        gainsOf({ ...sums, from: node * bins, bins, missingLeft, rules }),
      );
      for (const [place, parts] of (together ? [gains] : gains.map((part) => [part])).entries())
        keepBest(best[place], parts, { column, missingLeft });
    }
  }
  return Array.from({ length: width }, (_, node) => best[together ? 0 : node]?.split ?? null);
}

/** The first of equal gains stays. */
function keepBest(
  best: Best | undefined,
  parts: readonly Float64Array[],
  question: Omit<Split, 'bin'>,
): void {
  const bins = parts[0]?.length ?? 0;
  for (let bin = 0; bin < bins; bin += 1) {
    let gain = 0;
    for (const part of parts) gain += part[bin] as number;
    if (!best || gain <= best.gain) continue;
    best.gain = gain;
    best.split = { ...question, bin };
  }
}

/** Sums of gradients and curvatures by node and bin. */
function histogram(codes: Uint8Array, { rows, nodes, width, gradient, curvature }: Level, bins: number) {
  const [g, h] = [new Float64Array(width * bins), new Float64Array(width * bins)];
  for (let j = 0; j < rows.length; j += 1) {
    const at = (nodes[j] as number) * bins + (codes[rows[j] as number] as number);
    g[at] = (g[at] as number) + (gradient[j] as number);
    h[at] = (h[at] as number) + (curvature[j] as number);
  }
  return { g, h };
}

interface Scan {
  readonly g: Float64Array;
  readonly h: Float64Array;
  /** Where the node's bins begin. */
  readonly from: number;
  readonly bins: number;
  readonly missingLeft: boolean;
  readonly rules: SplitRules;
}

/**
 * How much each cut of one node's bins lowers the loss (Chen and Guestrin 2016, equation 7, without its ½).
 */
function gainsOf({ g, h, from, bins, missingLeft, rules }: Scan): Float64Array {
  const { ridge, leastCurvature, shape } = rules;
  let [allG, allH] = [0, 0];
  for (let bin = 0; bin < bins; bin += 1) {
    allG += g[from + bin] as number;
    allH += h[from + bin] as number;
  }
  // All gains of a level's common split are of the same rows, so that subtracting a constant changes nothing.
  const whole = shape === 'free' ? (allG * allG) / (allH + ridge) : 0;
  const gains = new Float64Array(bins - 1);
  let [lowG, lowH] = [0, 0];
  for (let bin = 0; bin + 1 < bins; bin += 1) {
    if (bin > 0 || missingLeft) {
      lowG += g[from + bin] as number;
      lowH += h[from + bin] as number;
    }
    const [highG, highH] = [allG - lowG, allH - lowH];
    const isAllowed = lowH >= leastCurvature && highH >= leastCurvature;
    const gain = (lowG * lowG) / (lowH + ridge) + (highG * highG) / (highH + ridge) - whole;
    gains[bin] = isAllowed ? gain : Number.NEGATIVE_INFINITY;
  }
  return gains;
}
