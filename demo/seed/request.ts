import type { DecideRequest } from 'tellsign/decide';
import type { EdgeRequest } from '../edge.ts';
import { placeOf } from '../shop/towns.ts';
import type { SeedVisit } from './visit.ts';

/** A request of the seeded day: its agent's signature was checked already. */
export interface SeedRequest extends EdgeRequest {
  readonly agent: SeedVisit['agent'];
}

/** What the shop would ask the decider. */
export function requestOf(visit: SeedVisit): DecideRequest {
  const { action, account, card, amount, agent, town, network, address } = visit;
  const place = placeOf(town);
  const headers = new Headers({
    ...(place && { 'x-demo-place': `${place.lat},${place.lon}` }),
    'x-demo-network': network,
  });
  const request: SeedRequest = { method: 'POST', url: `/${action}`, headers, address, agent };
  return { action, account, card, amount, request };
}
