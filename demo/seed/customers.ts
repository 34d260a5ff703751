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

/** Chosen: enough that few are in two stories of one day. */
const CUSTOMERS = 400;

/** The first customer of each story of a day, so that nobody is robbed who is a false alarm, too. */
export const FIRST = {
  takeover: 0,
  stolenCookies: 30,
  sharedAccounts: 75,
  triesAgain: 120,
  others: 134,
} as const;

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
