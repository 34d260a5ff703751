import type { Row } from '../data/row.ts';
import type { Dataset } from './dataset.ts';
import { familiesOf, type Trial } from './trial.ts';

/** How much is tried: the whole protocol, or a cut to choose by. */
export interface Scale {
  /** Seeds of what ships, and of the learners it is compared with. */
  readonly seeds: number;
  readonly otherSeeds: number;
  readonly screening: boolean;
}
export const FULL: Scale = { seeds: 3, otherSeeds: 1, screening: false };
export const QUICK: Scale = { seeds: 1, otherSeeds: 0, screening: true };

const OTHERS = ['additive trees', 'trees', 'network'] as const;

/** Every fit of the protocol. */
export function planOf({ train: rows, unfitted }: Dataset, { seeds, otherSeeds, screening }: Scale): Trial[] {
  // What no fit sees anyhow is tried along with the first family.
  const never = Object.values(familiesOf(unfitted)).flat();
  const holdouts = holdoutsOf(rows).map((families, i) => ({
    families: i === 0 ? [...families, ...never] : families,
  }));
  const times = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);
  const each = (count: number, of: (seed: number) => readonly Omit<Trial, 'seed' | 'screening'>[]): Trial[] =>
    times(count).flatMap((seed) => of(seed).map((trial) => ({ ...trial, seed, screening })));
  return [
    ...each(seeds, () => holdouts.map((without) => ({ learner: 'additive', without }))),
    ...each(seeds, () => recordersOf(rows).map((source) => ({ learner: 'additive', without: { source } }))),
    ...each(otherSeeds, () =>
      OTHERS.flatMap((learner) => [
        ...holdouts.map((without) => ({ learner, without })),
        ...recordersOf(rows).map((source) => ({ learner, without: { source } })),
      ]),
    ),
    ...each(Math.max(1, otherSeeds), () =>
      holdouts.map((without) => ({ learner: 'additive' as const, without, features: 'timeless' as const })),
    ),
  ];
}

/**
 * Families to leave out together: at most one that moves a pointer, one that types and one that touches. Each is tried on its own
 * groups, which learn nothing from the other two kinds.
 */
function holdoutsOf(rows: readonly Row[]): string[][] {
  const { pointer, keys, touch } = familiesOf(rows);
  const most = Math.max(pointer.length, keys.length, touch.length);
  return Array.from({ length: most }, (_, index) =>
    [pointer[index], keys[index], touch[index]].filter((family) => family !== undefined),
  );
}

/** Recorders that share their modality with another one: only these can be left out. */
export function recordersOf(rows: readonly Row[]): string[] {
  const people = rows.filter((row) => !row.automation && row.modality === 'pointer');
  const sources = [...new Set(people.map((row) => row.source))].sort();
  return sources.length > 1 ? sources : [];
}
