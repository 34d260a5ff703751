import { HOME_TOWNS } from './customers.ts';
import { drawBasket, drawPieces, type Happening, times } from './draw.ts';
import { drawVisit } from './visit.ts';

/** Customers on the device that they always have. */
const customersAtHome: Happening = {
  ...{ name: 'customers', looks: 'a known account on its own device', loses: 'nothing' },
  visits: ({ random, count, ago, customers }) =>
    times(count(500), () => {
      const isOrder = random.chance(0.6);
      return drawVisit(
        {
          ...{ ...random.pick(customers), agoMs: ago(hourOf(random)), who: 'customers' },
          ...{ action: isOrder ? 'checkout' : 'login', reason: 'known_customer' },
          amount: isOrder ? drawBasket(random, drawPieces(random)) : null,
        },
        random,
      );
    }),
};

/** People who come for the first time, and some whose browser sent no verdict, or a late one. */
const guests: Happening = {
  ...{ name: 'guests', looks: 'a new account, an ordinary basket', loses: 'nothing' },
  visits: ({ random, count, ago, name }) =>
    times(count(1500), (index) =>
      drawVisit(
        {
          ...{ agoMs: ago(hourOf(random)), account: name(`guest-${index}`) },
          ...{ device: name(`device-${index}`), amount: drawBasket(random, drawPieces(random)) },
          ...{ town: random.pick(HOME_TOWNS), network: random.chance(0.06) ? 'vpn' : 'residential' },
          ...{ hands: random.pick(['mouse', 'phone', 'phone'] as const), who: 'guests' },
          ...{ refusal: refusalOf(random.between(0, 1)), reason: 'customer_confirmed' },
          // Chosen: one guest in forty does next to nothing on the page.
          isThin: random.chance(0.025),
        },
        random,
      ),
    ),
};

/** Agents that sign their requests, and buy for people. */
const declaredAgents: Happening = {
  ...{ name: 'declared agents', looks: 'scripted input, and a signature that is right', loses: 'nothing' },
  visits: ({ random, count, ago, customers }) =>
    times(count(60), () => {
      const owner = random.pick(customers);
      return drawVisit(
        {
          ...{ account: owner.account, device: `${owner.account}/agent`, agoMs: ago(hourOf(random)) },
          ...{ amount: drawBasket(random, drawPieces(random)), town: 'Frankfurt', network: 'hosting' },
          ...{ agent: 'verified', hands: 'script', who: 'declared agents', reason: 'declared_agent' },
        },
        random,
      );
    }),
};

export const ORDINARY: readonly Happening[] = [customersAtHome, guests, declaredAgents];

/** Hours before the day's end: half as many at its beginning as in its second half. */
function hourOf(random: { between(low: number, high: number): number }): number {
  const hour = random.between(0.05, 23.9);
  return hour > 12 && random.between(0, 1) < 0.5 ? hour - 12 : hour;
}

/** Chosen: 2 % come without a verdict, 1.5 % with one that is too late or was seen before. */
function refusalOf(draw: number): 'missing' | 'nonce_expired' | 'replayed' | undefined {
  if (draw < 0.02) return 'missing';
  if (draw < 0.03) return 'nonce_expired';
  return draw < 0.035 ? 'replayed' : undefined;
}
