import type { Row } from '../data/row.ts';
import { seedOf } from '../random.ts';

/** A quarter of people and families is held out at a time (`model/LAB.md`, "quarter out"). */
export const FOLDS = 4;

export const personFold = (subject: string): number => Math.abs(seedOf('person', subject)) % FOLDS;

/** Families are assigned in the order of their names, so every fold leaves out a few of each kind. */
export const familyFold = (families: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...families].sort().map((family, index) => [family, index % FOLDS]));

/**
 * Who is held out when, and who is seen then: a fold sees neither its people, nor scripts on their tasks, nor
 * its families.
 */
export interface Folds {
  heldOut(row: Row, fold: number): boolean;
  seen(row: Row, fold: number): boolean;
}

export function foldsOf(rows: readonly Row[]): Folds {
  const families = familyFold([...new Set(rows.filter((row) => row.automation).map((row) => row.family))]);
  const people = new Map<string, number>();
  const personOf = ({ subject }: Row): number => {
    const fold = people.get(subject) ?? personFold(subject);
    people.set(subject, fold);
    return fold;
  };
  const heldOut = (row: Row, fold: number): boolean =>
    row.automation ? families.get(row.family) === fold : personOf(row) === fold;
  return { heldOut, seen: (row, fold) => !heldOut(row, fold) && personOf(row) !== fold };
}
