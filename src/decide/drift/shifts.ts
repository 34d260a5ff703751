import { FEATURES } from '../../contract/features/index.ts';
import { type Binned, FEATURE_BINS } from './counts.ts';
import type { FeatureShift } from './drift.ts';
import { chanceOf, coarsen, gather, psi } from './psi.ts';
import { featureCounts, type Reference } from './reference.ts';

/** PSI from which on a distribution has changed, by the usual rule (Siddiqi 2006: .25 calls for action). */
const ACTION = 0.25;
/**
 * Deviations beyond what chance gives. By the theory 118 features and a look every 30 visits ask for 5.2, so
 * that one alarm in 10⁵ visits is false. On people of five recorders (`npm run lab -- drift`) neither 5.2 nor
 * 6 gives any in 2 million visits, and alarms come as soon by either.
 */
const DEVIATIONS = 6;
/** Visits below which nothing is compared. Chosen: a third of the window. */
const LEAST_VISITS = 100;
/** Visits that are compared to find a cause, at the least. Chosen: fewer are mostly chance. */
const LEAST_COMPARED = 10;
/** Features that a state shows. */
const SHOWN = 5;

export interface Shift {
  /** Place of the feature. */
  readonly index: number;
  readonly psi: number;
}

/** Compares features of the last visits with those of the reference. */
export interface Shifts {
  /** Features that differ by more than chance and by what matters, the most first. */
  beyondChance(visits: readonly Binned[]): readonly Shift[];
  /** How far beyond chance a feature is; 0 or less where it is within. */
  strengthOf(index: number, visits: readonly Binned[]): number;
  greatest(visits: readonly Binned[]): readonly FeatureShift[];
}

export function createShifts(reference: Reference): Shifts {
  const tables = FEATURES.map((_, index) => {
    const counts = featureCounts(reference, index);
    const places = coarsen(counts);
    return { places, was: gather(counts, places) };
  });

  function psiOf(index: number, visits: readonly Binned[]): number {
    const table = tables[index];
    if (!table) return 0;
    const counts = new Uint32Array(FEATURE_BINS);
    for (const { features } of visits) {
      const bin = features[index] ?? 0;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return psi(table.was, gather(counts, table.places));
  }

  /** What chance alone may give. */
  function chance(index: number, now: number, deviations: number): number {
    const bins = tables[index]?.was.length ?? 2;
    return chanceOf(bins, { visits: reference.visits, now }, deviations);
  }

  const all = (visits: readonly Binned[]): readonly Shift[] =>
    visits.length < LEAST_VISITS ? [] : FEATURES.map((_, index) => ({ index, psi: psiOf(index, visits) }));
  const mostFirst = (a: Shift, b: Shift) => b.psi - a.psi;

  return {
    beyondChance: (visits) =>
      all(visits)
        .filter(({ index, psi: own }) => own > Math.max(ACTION, chance(index, visits.length, DEVIATIONS)))
        .toSorted(mostFirst),
    strengthOf: (index, visits) =>
      visits.length < LEAST_COMPARED ? 0 : psiOf(index, visits) - chance(index, visits.length, 0),
    greatest: (visits) =>
      all(visits)
        .toSorted(mostFirst)
        .slice(0, SHOWN)
        .map(({ index, psi: own }) => ({ feature: FEATURES[index]?.name ?? '', psi: own })),
  };
}
