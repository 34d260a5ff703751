import type { Random } from '../random.ts';
import type { Row } from './row.ts';

/**
 * Weight of a recorder among the others by its people: a recorder of 90 people says more of people than one
 * of a single person, and less than 90 times as much.
 */
export const recorderWeight = (people: number): number => Math.sqrt(people);

/** One of the items, each as likely as its weight. */
export function pickWeighted<T>(
  items: readonly { readonly item: T; readonly weight: number }[],
  random: Random,
): T {
  let left = random.uniform(
    0,
    items.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const { item, weight } of items) {
    left -= weight;
    if (left < 0) return item;
  }
  const last = items.at(-1);
  if (last === undefined) throw new RangeError('pick from an empty list');
  return last.item;
}

/** Where a row belongs: a script to its family, a person to the recorder. */
export const stratumOf = (row: Row): string => (row.automation ? row.family : row.source);

/** Weight of every stratum of rows: families count alike, recorders by their people. */
export function stratumWeights(rows: readonly Row[]): ReadonlyMap<string, number> {
  const people = new Map<string, Set<string>>();
  const weights = new Map<string, number>();
  for (const row of rows) {
    if (row.automation) weights.set(row.family, 1);
    else people.set(row.source, (people.get(row.source) ?? new Set()).add(row.subject));
  }
  for (const [source, subjects] of people) weights.set(source, recorderWeight(subjects.size));
  return weights;
}
