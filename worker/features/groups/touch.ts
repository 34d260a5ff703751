import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import type { Contact } from '../segment/contacts.ts';
import { median, variation } from '../stats.ts';

/** A finger that stays within this, px, and lifts within this, ms, taps (Android's touch slop; its long press is 400–500 ms). */
const TAP_PX = 10;
const TAP_MS = 500;

const isTap = (contact: Contact) => contact.driftPx <= TAP_PX && contact.dwellMs <= TAP_MS;

/** Finger contacts, the last 64 (features.md G7). */
export const createTouch = ({ environment, contacts }: Context): FeatureGroup<'touch'> => ({
  read() {
    const env = environment();
    const all = contacts.values();
    const possible = records(env, 'button');
    const moves = possible && records(env, 'move');
    const fine = isClockFine(env);
    const taps = all.filter(isTap);
    const swipes = all.flatMap(({ stroke }) => stroke ?? []);
    const dwells = taps.map((tap) => tap.dwellMs);
    const radii = all.map((contact) => contact.radiusPx).filter((radius) => radius > 0);
    const pressures = all.map((contact) => contact.pressure).filter((pressure) => pressure > 0);
    // Many screens do not measure force and report one constant; that says nothing of the finger.
    const measuresForce = new Set(pressures).size > 1;
    const pool = (values: readonly number[], least: number, sure = true) => {
      const measured = values.filter(Number.isFinite);
      return reading(median(measured), measured.length, least, moves && sure);
    };
    return {
      radius_cv: reading(variation(radii), radii.length, 4, possible),
      pressure_cv: reading(variation(pressures), pressures.length, 4, possible && measuresForce),
      tap_dwell_p50: reading(median(dwells), dwells.length, 3, possible && fine),
      tap_dwell_cv: reading(variation(dwells), dwells.length, 5, possible && fine),
      tap_drift_p50: pool(
        taps.map((tap) => tap.driftPx),
        3,
      ),
      swipe_deviation_p50: pool(
        swipes.map(({ shape }) => shape.deviation),
        3,
      ),
      swipe_speed_cv: pool(
        swipes.map(({ speed }) => speed.variation),
        3,
        fine,
      ),
      swipe_lift: pool(
        swipes.map(({ speed }) => speed.endShare),
        3,
        fine,
      ),
      swipe_turn_autocorr: pool(
        swipes.map(({ shape }) => shape.turnAutocorr),
        3,
      ),
    };
  },
});
