import { type Place, roundPlace } from './place.ts';
import type { Sighting } from './travel.ts';

/** A remembered place, and whether its key was known on the account before. */
export interface KnownSighting extends Sighting {
  readonly isKeyKnown: boolean;
}

const DAY_MS = 86_400_000;
/** Places are remembered so long (decide.md §5). */
export const SIGHTING_MS = 90 * DAY_MS;
/** Different UTC days on which a home was seen (decide.md §5). */
export const HOME_DAYS = 3;

/**
 * Places seen on three different UTC days, each time under a key that was known before: a stranger's visits
 * make no home.
 */
export function findHomes(sightings: readonly KnownSighting[]): readonly Place[] {
  const seen = new Map<string, { readonly place: Place; readonly days: Set<number> }>();
  for (const { place, atMs, isKeyKnown } of sightings) {
    if (!isKeyKnown) continue;
    const { lat, lon } = roundPlace(place);
    const name = `${lat} ${lon}`;
    const entry = seen.get(name) ?? { place: { lat, lon }, days: new Set<number>() };
    entry.days.add(Math.floor(atMs / DAY_MS));
    seen.set(name, entry);
  }
  return [...seen.values()].filter(({ days }) => days.size >= HOME_DAYS).map(({ place }) => place);
}
