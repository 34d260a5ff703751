import type { Variables } from '../policy/variables.ts';
import type { NetworkKind } from './network.ts';
import { distanceKm, type Place } from './place.ts';

/**
 * How a visit's place fits the account's last one.
 *
 * - `unknown`: there is nothing to compare.
 * - `plausible`: somebody could have travelled so, or is at home.
 * - `network_moved`: the account's own key, or a network that says nothing of where its users are.
 * - `someone_else`: nothing explains it.
 */
export type TravelKind = 'unknown' | 'plausible' | 'network_moved' | 'someone_else';
export type Travel = Variables['travel'] & { readonly kind: TravelKind };

/** A place of an account, and when it was seen. */
export interface Sighting {
  readonly place: Place;
  readonly atMs: number;
}

export interface TravelRequest {
  readonly atMs: number;
  /** Where the visit comes from; null where nobody knows. */
  readonly place: Place | null;
  readonly network: NetworkKind;
  /** The visit's key is the one bound to the visitor, and was known on the account before this visit. */
  readonly isOwnKey: boolean;
  /** The account's newest remembered place under this key, else under any key; null where there is none. */
  readonly from: Sighting | null;
  /** Places where the account is at home; see `findHomes`. */
  readonly homes: readonly Place[];
}

/** Below this a distance is no journey. Two addresses of one town may lie so far apart (decide.md §5). */
const NEAR_KM = 100;
/** Speed of an airliner (decide.md §5). */
const AIRLINER_KMH = 900;
/** Networks whose place is not that of their users. */
const MOVING: ReadonlySet<NetworkKind> = new Set(['vpn', 'relay', 'hosting', 'satellite']);

/** decide.md §5, steps 1 to 8, in that order. */
export function travelOf({ atMs, place, network, isOwnKey, from, homes }: TravelRequest): Travel {
  if (place === null || from === null) return { kind: 'unknown', km: 0, minutes: 0, speed_kmh: 0 };
  const km = distanceKm(from.place, place);
  const minutes = Math.max(1, (atMs - from.atMs) / 60_000);
  const speed_kmh = (km / minutes) * 60;
  const isAtHome = () => homes.some((home) => distanceKm(home, place) < NEAR_KM);
  const kind =
    km < NEAR_KM || speed_kmh <= AIRLINER_KMH
      ? 'plausible'
      : isOwnKey || MOVING.has(network)
        ? 'network_moved'
        : isAtHome()
          ? 'plausible'
          : 'someone_else';
  return { kind, km, minutes, speed_kmh };
}
