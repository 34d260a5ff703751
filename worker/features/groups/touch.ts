import { TAP_MS, TAP_PX } from '../../../src/contract/features/limits.ts';
import { type Context, type FeatureGroup, pooled, statistic } from '../group.ts';
import type { Contact } from '../segment/contacts.ts';
import { median, variation } from '../stats.ts';

const isTap = (contact: Contact) => contact.driftPx <= TAP_PX && contact.dwellMs <= TAP_MS;
const isPositive = (value: number) => value > 0;

/** Many screens do not measure force and report one constant, which says nothing of the finger. */
const measuresForce = (pressures: readonly number[]) => new Set(pressures).size > 1;

/** Finger contacts, the last 64 (features.md G7). */
export const createTouch = ({ contacts }: Context): FeatureGroup<'touch'> => ({
  read() {
    const all = contacts.values();
    const taps = all.filter(isTap);
    const swipes = all.flatMap(({ stroke }) => stroke ?? []);
    const radii = all.map((contact) => contact.radiusPx).filter(isPositive);
    const forces = all.map((contact) => contact.pressure).filter(isPositive);
    const dwells = taps.map((tap) => tap.dwellMs);
    const drifts = taps.map((tap) => tap.driftPx);
    const deviations = swipes.map(({ shape }) => shape.deviation);
    const variations = swipes.map(({ speed }) => speed.variation);
    const lifts = swipes.map(({ speed }) => speed.endShare);
    const turns = swipes.map(({ shape }) => shape.turnAutocorr);
    return {
      radius_cv: statistic(radii, variation),
      pressure_cv: statistic(measuresForce(forces) ? forces : [], variation),
      tap_dwell_p50: statistic(dwells, median),
      tap_dwell_cv: statistic(dwells, variation),
      tap_drift_p50: pooled(drifts, median),
      swipe_deviation_p50: pooled(deviations, median),
      swipe_speed_cv: pooled(variations, median),
      swipe_lift: pooled(lifts, median),
      swipe_turn_autocorr: pooled(turns, median),
    };
  },
});
