import type { Journey, Place, TimelineVisit } from '../../decide/index.ts';
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
  const { km, minutes } = travel;
  const from = before?.place ?? null;
  return inWords(
    { from, to: place, network: network ?? 'unknown', km, minutes, isSameKey: before?.isKey ?? false },
    nameOf,
  );
}

/** The same of a row of the queue. */
export const journeyText = (journey: Journey, nameOf: (place: Place) => string): string | null =>
  journey.km < NEAR_KM ? null : inWords(journey, nameOf);

function inWords(
  { from, to, network, km, minutes, isSameKey }: Omit<Journey, 'from'> & { readonly from: Place | null },
  nameOf: (place: Place) => string,
): string {
  const end = to ? nameOf(to) : network === 'unknown' ? 'here' : `a ${network} network`;
  const way = `${count(Math.round(km / STEP_KM) * STEP_KM)} km in ${duration(minutes * MINUTE_MS)}`;
  return `${from ? nameOf(from) : 'The last place'} → ${end}, ${way}, ${isSameKey ? 'same' : 'other'} device`;
}
