import type { Hands } from './hands.ts';
import { createRandom } from './random.ts';
import { drawAddress } from './visit.ts';

/** Somebody who has been buying here for a while. */
export interface Customer {
  readonly account: string;
  readonly device: string;
  readonly town: Town;
  readonly address: string;
  readonly hands: Hands;
}

/** Chosen: with eight visits a month each, a visit in three minutes of the shop's hours. */
const CUSTOMERS = 240;

export const HOME_TOWNS = [
  ...['Amsterdam', 'Berlin', 'Bremen', 'Copenhagen', 'Frankfurt', 'Hamburg'],
  ...['Munich', 'Paris', 'Prague', 'Vienna', 'Warsaw', 'Zurich'],
] as const;
type Town = (typeof HOME_TOWNS)[number];

/** Far from every home: nobody gets there within an hour. */
export const FAR_TOWNS = [
  ...['Athens', 'Bogotá', 'Chicago', 'Dubai', 'Lisbon', 'Mexico City', 'New York'],
  ...['San Francisco', 'Seoul', 'Singapore', 'Sydney', 'Tokyo', 'Toronto'],
] as const;

export function drawCustomers(): readonly Customer[] {
  const random = createRandom('customers');
  return Array.from({ length: CUSTOMERS }, (_, index) => ({
    account: `customer-${index}`,
    device: `customer-${index}/${random.chance(0.5) ? 'laptop' : 'telephone'}`,
    town: random.pick(HOME_TOWNS),
    address: drawAddress(random),
    hands: random.pick(['mouse', 'mouse', 'phone', 'phone', 'phone'] as const),
  }));
}
