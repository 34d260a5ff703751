import type { Binned } from './bins.ts';

/** Where a node parts its rows: up to `bin` go left, and the missing where `missingLeft` says. */
export interface Split {
  readonly column: number;
  readonly bin: number;
  readonly missingLeft: boolean;
  readonly gain: number;
}

export interface Node {
  readonly rows: Uint32Array;
  readonly columns: readonly number[];
}

export interface Slopes {
  /** First and second derivative of the loss in each row's logit, weighted. */
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  /** Added to every curvature sum (L2 on leaf values). */
  readonly ridge: number;
  /** Least curvature on either side. */
  readonly least: number;
}

/** The split that lowers the loss most, or null when none keeps enough on both sides. */
export function bestSplit({ rows, columns }: Node, binned: readonly Binned[], slopes: Slopes): Split | null {
  let best: Split | null = null;
  for (const column of columns) {
    const { codes, edges } = binned[column] as Binned; // `columns` are indices of `binned`
    const size = edges.length + 2;
    const g = new Float64Array(size);
    const h = new Float64Array(size);
    for (const row of rows) {
      const code = codes[row] as number;
      g[code] = (g[code] as number) + (slopes.gradient[row] as number);
      h[code] = (h[code] as number) + (slopes.curvature[row] as number);
    }
    for (const missingLeft of [true, false]) {
      const found = scan({ g, h, missingLeft, slopes });
      if (found !== null && found.gain > (best?.gain ?? 1e-9)) best = { column, missingLeft, ...found };
    }
  }
  return best;
}

interface Histogram {
  readonly g: Float64Array;
  readonly h: Float64Array;
  readonly missingLeft: boolean;
  readonly slopes: Slopes;
}

function scan({
  g,
  h,
  missingLeft,
  slopes: { ridge, least },
}: Histogram): { readonly bin: number; readonly gain: number } | null {
  const [sumG, sumH] = [g, h].map((part) => part.reduce((sum, value) => sum + value, 0)) as [number, number];
  const whole = (sumG * sumG) / (sumH + ridge);
  let [leftG, leftH] = missingLeft ? [g[0] as number, h[0] as number] : [0, 0];
  let best: { bin: number; gain: number } | null = null;
  for (let bin = 0; bin < g.length - 1; bin += 1) {
    if (bin > 0) {
      leftG += g[bin] as number;
      leftH += h[bin] as number;
    }
    const [rightG, rightH] = [sumG - leftG, sumH - leftH];
    if (leftH < least || rightH < least) continue;
    const gain = (leftG * leftG) / (leftH + ridge) + (rightG * rightG) / (rightH + ridge) - whole;
    if (gain > (best?.gain ?? 0)) best = { bin, gain };
  }
  return best;
}
