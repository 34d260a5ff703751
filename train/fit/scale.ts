import { FEATURES } from '../../src/contract/features/index.ts';
import type { Row } from '../data/row.ts';
import { presentValues } from './select.ts';

/** Per feature: normalised = (transformed − center) / scale. */
export interface Scaling {
  readonly center: Float64Array;
  readonly scale: Float64Array;
}

/** Robust: median and half the 10–90 % span; scripts count as much as people. */
export function scalingOf(rows: readonly Row[]): Scaling {
  const none = {
    center: new Float64Array(FEATURES.length),
    scale: new Float64Array(FEATURES.length).fill(1),
  };
  return scaledAnew(
    none,
    rows,
    FEATURES.map((_, feature) => feature),
  );
}

/** The scaling with some features measured on these rows. */
export function scaledAnew(known: Scaling, rows: readonly Row[], features: readonly number[]): Scaling {
  const center = Float64Array.from(known.center);
  const scale = Float64Array.from(known.scale);
  const people = rows.filter((row) => !row.automation);
  const scripts = rows.filter((row) => row.automation);
  for (const feature of features) {
    const human = Float64Array.from(presentValues(people, feature)).sort();
    const script = Float64Array.from(presentValues(scripts, feature)).sort();
    if (human.length === 0) continue;
    const low = Math.min(quantile(human, 0.05), quantile(script, 0.1, human));
    const high = Math.max(quantile(human, 0.95), quantile(script, 0.9, human));
    center[feature] = rounded(quantile(human, 0.5), 3);
    // Both tails stay inside ±3 of the ±3.97 that the input integers reach.
    const reach = Math.max(high - (center[feature] as number), (center[feature] as number) - low);
    scale[feature] = rounded(Math.max(1e-3, reach / 2), 2);
  }
  return { center, scale };
}

/**
 * Rounds to significant digits. More digits of a centre or a scale would be noise, and every page downloads
 * them.
 */
export const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** Quantile of sorted values; of `otherwise` when there are none. */
export function quantile(
  sorted: ArrayLike<number>,
  share: number,
  otherwise: ArrayLike<number> = [],
): number {
  const list = sorted.length > 0 ? sorted : otherwise;
  const place = share * (list.length - 1);
  const low = Math.floor(place);
  const a = list[low] ?? 0;
  const b = list[Math.min(list.length - 1, low + 1)] ?? a;
  return a + (b - a) * (place - low);
}

/** Largest normalised input: 127 of 32 steps a unit (`src/contract/model.ts`). */
const INPUT_MAX = 127 / 32;

/** The integer the evidence would carry, as a real number: training sees what scoring sees. */
export function normalise(row: Row, feature: number, { center, scale }: Scaling): number {
  if (row.missing[feature] === 1) return 0;
  const unit = ((row.values[feature] as number) - (center[feature] as number)) / (scale[feature] as number);
  return Math.max(-INPUT_MAX, Math.min(INPUT_MAX, Math.round(unit * 32) / 32));
}
