import type { Context } from 'hono';
import type { Location, Place } from 'tellsign/decide';
import { ORIGINS, type OriginName } from './shop/origins.ts';

/** Stand for what an edge, or a database of the site's own, knows of an address. */
const PLACE_HEADER = 'x-demo-place';
const NETWORK_HEADER = 'x-demo-network';
/** Latitude and longitude in degrees, `52.52,13.40`. */
const PLACE = /^\s*(-?\d{1,2}(?:\.\d{1,6})?)\s*,\s*(-?\d{1,3}(?:\.\d{1,6})?)\s*$/;
/** Addresses of this machine say nothing of where a visitor is. */
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** What `locate` and the check of agents read of a request. */
export interface EdgeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** Of the connection; null where there is none, as in a test. */
  readonly address: string | null;
}

/** The request with its headers; where it has none of the demo's, with those of the chosen origin. */
export function edgeRequestOf({ req, env }: Context, origin: OriginName): EdgeRequest {
  const address: unknown = Object(env).incoming?.socket?.remoteAddress;
  const { method, url } = req.raw;
  const headers = new Headers(req.raw.headers);
  const { place, network } = ORIGINS[origin];
  if (!headers.has(PLACE_HEADER)) headers.set(PLACE_HEADER, place);
  if (!headers.has(NETWORK_HEADER)) headers.set(NETWORK_HEADER, network);
  return { method, url, headers, address: typeof address === 'string' ? address : null };
}

/**
 * Where a request comes from, by two headers of the demo: `X-Demo-Place: 52.52,13.40` and `X-Demo-Network:
 * residential`, or `vpn`, `hosting`, `relay`, `satellite`.
 *
 * Anybody can send a header, and the demo believes it because it is a demo. A real shop reads headers that
 * its edge sets and removes from what comes in, or looks the address up in a database of its own.
 */
export function locate(request: unknown): Location {
  const { headers, address } = request as EdgeRequest;
  return {
    address: address === null || LOOPBACK.test(address) ? null : address,
    place: readPlace(headers.get(PLACE_HEADER)),
    // The decider takes only the kinds that it knows, and reads others as unknown.
    network: headers.get(NETWORK_HEADER)?.trim().toLowerCase() as Location['network'],
  };
}

function readPlace(header: string | null): Place | null {
  const [, lat, lon] = PLACE.exec(header ?? '') ?? [];
  return lat === undefined || lon === undefined ? null : { lat: Number(lat), lon: Number(lon) };
}
