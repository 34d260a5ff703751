import type { Row } from '../data/row.ts';
import type { Dataset } from './dataset.ts';
import { type LearnerName, learners } from './learner.ts';
import { familiesOf, type Trial } from './trial.ts';

/** Size of the evaluation: the whole protocol, or a part for choosing settings. */
export interface Scale {
  readonly seeds: number;
  /**
   * Hold-outs of the first seed, spread over all, in which other learners are tried beside what ships: they
   * take most of the time.
   */
  readonly compared: number;
  readonly screening: boolean;
}
export const FULL: Scale = { seeds: 2, compared: 4, screening: false };
export const QUICK: Scale = { seeds: 1, compared: 0, screening: true };

/**
 * Pointer families left out of one fit. One at a time would take twice as long, and leaving out two is the
 * harder test.
 */
const TOGETHER = 2;

/** Every round of the protocol. */
export function planOf({ train: rows, unfitted }: Dataset, { seeds, compared, screening }: Scale): Trial[] {
  // Rows that no fit ever sees are scored with the first families.
  const never = Object.values(familiesOf(unfitted)).flat();
  const holdouts = holdoutsOf(rows).map((families, i) => ({
    families: i === 0 ? [...families, ...never] : families,
  }));
  const sources = recordersOf(rows).map((source) => ({ source }));
  const all = Object.keys(learners) as LearnerName[]; // its own keys
  const step = Math.ceil(holdouts.length / Math.max(1, compared));
  const rounds = Array.from({ length: seeds }, (_, seed) =>
    [...holdouts, ...sources].map(
      (without, i): Trial => ({
        learners: compared > 0 && seed === 0 && 'families' in without && i % step === 0 ? all : ['additive'],
        seed,
        without,
        screening,
      }),
    ),
  );
  const timeless = holdouts.map(
    (without): Trial => ({ learners: ['additive'], seed: 0, without, screening, features: 'timeless' }),
  );
  return [...rounds.flat(), ...timeless];
}

/**
 * Families to leave out together, few of each kind. Each kind is tried on its own groups, which learn nothing
 * from the others.
 */
function holdoutsOf(rows: readonly Row[]): string[][] {
  const { pointer, keys, touch } = familiesOf(rows);
  const most = Math.max(Math.ceil(pointer.length / TOGETHER), keys.length, touch.length);
  // Neighbours in the list of names are seldom similar, so families that are left out together differ.
  return Array.from({ length: most }, (_, slot) =>
    [pointer, keys, touch].flatMap((families) => families.filter((_, i) => i % most === slot)),
  );
}

/** Recorders of fewer people are not left out. Chosen: what one of them does is a tenth of the figure. */
const LEAST_PEOPLE = 10;

/** Recorders that share their modality with another one: only these can be left out. */
export function recordersOf(rows: readonly Row[]): string[] {
  const people = rows.filter((row) => !row.automation && row.modality === 'pointer');
  const subjects = new Map<string, Set<string>>();
  for (const { source, subject } of people)
    subjects.set(source, (subjects.get(source) ?? new Set()).add(subject));
  const sources = [...subjects]
    .flatMap(([source, { size }]) => (size >= LEAST_PEOPLE ? [source] : []))
    .sort();
  return sources.length > 1 ? sources : [];
}
