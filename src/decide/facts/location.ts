import { type Address, readAddress } from './address.ts';
import type { NetworkHint } from './network.ts';
import { isPlace, type Place } from './place.ts';

/**
 * What the site knows of where a request comes from: from its edge's headers, or from a database of its own.
 */
export interface Location extends NetworkHint {
  /** IP address of the visitor. */
  readonly address?: string | null | undefined;
  readonly place?: Place | null | undefined;
}

export interface ReadLocation {
  readonly address: Address | null;
  readonly place: Place | null;
  readonly hint: NetworkHint;
}

/** Only what makes sense is taken; a place that is none, or an address that cannot be read, is left out. */
export function readLocation(answer: unknown): ReadLocation {
  const { address, place, network, asn } = Object(answer) as Location;
  const { lat, lon, accuracyKm } = Object(place) as Place;
  const copied = { lat, lon, ...(accuracyKm === undefined ? {} : { accuracyKm }) };
  return {
    address: readAddress(address),
    place: isPlace(copied) ? copied : null,
    hint: { network, asn },
  };
}
