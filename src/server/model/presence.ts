import type { Conditions, Feature } from '../../contract/features/feature.ts';
import { SOURCES, type Source, type SourceSpec } from '../../contract/features/sources.ts';

/** Two features by their index: where the first has a value, the second has one too. */
export type Implication = readonly [present: number, implied: number];

/**
 * Which features imply which, by their rows. A feature implies another that requires no more: the same
 * observations or a superset of them, no higher count, no other channel and no finer clock. Features with
 * equal requirements imply each other: all of them have a value, or none.
 */
export const implicationsOf = (features: readonly Feature[]): readonly Implication[] =>
  features.flatMap((feature, present) =>
    features.flatMap((other, implied) =>
      present !== implied && implies(feature, other) ? [[present, implied] as const] : [],
    ),
  );

function implies(feature: Feature, other: Feature): boolean {
  const taken = countWithin(feature.source, other.source);
  return (
    feature.minCount * taken >= other.minCount &&
    other.channels.every((channel) => feature.channels.includes(channel)) &&
    grainOf(feature) <= grainOf(other) &&
    includes(feature.only, other.only) &&
    includes(feature.except, other.except) &&
    (other.needs === undefined || (feature.source === other.source && feature.needs === other.needs))
  );
}

const grainOf = ({ clockGrainMs = Number.POSITIVE_INFINITY }: Feature): number => clockGrainMs;

/** Whether `said` contains every condition of `asked`. */
const includes = (said: Conditions = {}, asked: Conditions = {}): boolean =>
  Object.entries(asked).every(([name, value]) => said[name as keyof Conditions] === value);

/** Least observations of `outer` for each one of `inner`; 0 if unknown. */
function countWithin(inner: Source, outer: Source): number {
  if (inner === outer) return 1;
  const { within = {} }: SourceSpec = SOURCES[inner];
  const counts = Object.entries(within).map(
    ([source, count]) => count * countWithin(source as Source, outer),
  );
  return Math.max(0, ...counts);
}
