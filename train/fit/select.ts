import { FEATURES, type FeatureName, type GroupName, MEMBERS } from '../../src/contract/features/index.ts';
import type { Row } from '../data/row.ts';

/** Groups with recordings of people; expert rules score the others (`rules/rules.ts`). */
export const FITTED = [
  'path',
  'motion',
  'keys',
  'click',
  'scroll',
  'touch',
  'stroke_model',
  'key_profile',
  'swipe',
] as const satisfies readonly GroupName[];
export type FittedName = (typeof FITTED)[number];
export type Selection = Readonly<Record<FittedName, readonly number[]>>;

/** A feature must be present in this share of one class's rows of its modality to be fitted at all. */
const LEAST_PRESENT = 0.02;

/** Largest distance of two distribution functions (Kolmogorov–Smirnov). */
export function ksDistance(left: readonly number[], right: readonly number[]): number {
  if (left.length === 0 || right.length === 0) return 0;
  const a = [...left].sort((x, y) => x - y);
  const b = [...right].sort((x, y) => x - y);
  let [i, j, most] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= at) i += 1;
    while (j < b.length && (b[j] as number) <= at) j += 1;
    most = Math.max(most, Math.abs(i / a.length - j / b.length));
  }
  return most;
}

export function presentValues(rows: readonly Row[], feature: number): number[] {
  const values: number[] = [];
  for (const row of rows) if (row.missing[feature] === 0) values.push(row.values[feature] as number);
  return values;
}

/** Features of the fitted groups that have data in both classes and are not left out by name. */
export function selectFeatures(rows: readonly Row[], leftOut: readonly FeatureName[]): Selection {
  const kinds = [true, false].flatMap((automation) =>
    (['pointer', 'keys', 'touch'] as const).map((modality) => ({
      automation,
      rows: rows.filter((row) => row.automation === automation && row.modality === modality),
    })),
  );
  const share = (automation: boolean, feature: number): number =>
    Math.max(
      ...kinds
        .filter((kind) => kind.automation === automation && kind.rows.length > 0)
        .map((kind) => presentValues(kind.rows, feature).length / kind.rows.length),
      0,
    );
  const usable = (feature: number): boolean => {
    const name = FEATURES[feature]?.name;
    return (
      name !== undefined &&
      !leftOut.includes(name) &&
      share(true, feature) >= LEAST_PRESENT &&
      share(false, feature) >= LEAST_PRESENT
    );
  };
  return Object.fromEntries(FITTED.map((group) => [group, MEMBERS[group].filter(usable)])) as Record<
    FittedName,
    number[]
  >;
}
