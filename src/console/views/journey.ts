import type { Place, TimelineVisit } from '../../decide/index.ts';
import { count } from '../words/money.ts';
import { duration, MINUTE_MS } from '../words/time.ts';

/** Places are known to some 50 km each: finer numbers would say what nobody knows. */
const STEP_KM = 100;
/** A shorter way is no journey (decide.md §5). */
const NEAR_KM = 100;

/**
 * Such as “Berlin → Tokyo, 8,900 km in 5 min, other device”; null where the account was nowhere else before.
 */
export function journeyOf(
  visit: TimelineVisit,
  visits: readonly TimelineVisit[],
  nameOf: (place: Place) => string,
): string | null {
  const { travel, place, network, isAccount } = visit;
  if (travel === null || !isAccount || travel.km < NEAR_KM) return null;
  const before = visits.findLast(
    (one) => one.isAccount && one.atMs < visit.atMs && one.place !== null && !one.isAlert,
  );
  const from = before?.place ? nameOf(before.place) : 'the last place';
  const to = place
    ? nameOf(place)
    : network === null || network === 'unknown'
      ? 'here'
      : `a ${network} network`;
  const km = `${count(Math.round(travel.km / STEP_KM) * STEP_KM)} km in ${duration(travel.minutes * MINUTE_MS)}`;
  return `${from} → ${to}, ${km}, ${before?.isKey ? 'same' : 'other'} device`;
}
