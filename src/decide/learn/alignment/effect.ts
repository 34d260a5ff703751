import type { Level } from '../../../contract/verdict.ts';
import type { AlignmentEffect } from '../../alignment/effect.ts';

/** A visit by the measures in force, and by others. */
export interface BothLevels {
  readonly was: Level;
  readonly would: Level;
  readonly kinds: readonly string[];
}

const isFlagged = (level: Level): boolean => level === 'medium' || level === 'high';

/** What other measures would change for these visits, and for which kinds of people. */
export function effectOf(visits: readonly BothLevels[]): AlignmentEffect {
  const levels = new Set(visits.flatMap(({ was, would }) => [was, would]));
  const kinds = new Set(visits.flatMap((visit) => visit.kinds));
  const count = (holds: (visit: BothLevels) => boolean) => visits.filter(holds).length;
  return {
    levels: Object.fromEntries(
      [...levels].map((level) => [
        level,
        { was: count(({ was }) => was === level), would: count(({ would }) => would === level) },
      ]),
    ),
    kinds: [...kinds]
      .map((kind) => {
        const isOf = (visit: BothLevels) => visit.kinds.includes(kind);
        return {
          kind,
          visits: count(isOf),
          flagged: {
            was: count((visit) => isOf(visit) && isFlagged(visit.was)),
            would: count((visit) => isOf(visit) && isFlagged(visit.would)),
          },
        };
      })
      .toSorted((a, b) => b.visits - a.visits),
  };
}
