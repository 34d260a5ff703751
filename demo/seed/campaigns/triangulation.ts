import { HOME_TOWNS } from '../customers.ts';
import { drawBasket, drawPieces, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** A false shop sells what it orders here with stolen cards, one order for each of its buyers. */
export const triangulation: Happening = {
  name: 'triangulation',
  looks: 'ordinary baskets to ordinary addresses, each by a fresh browser behind a home connection',
  loses: 'the order: the card’s owner calls the bank weeks later',
  visits: ({ random, count, ago, name }) =>
    times(count(90), (index) => {
      const amount = drawBasket(random, drawPieces(random));
      return drawVisit(
        {
          ...{ agoMs: ago(random.between(0.1, 23.9)), account: name(`guest-${index}`), amount },
          ...{ device: name(`device-${index}`), town: random.pick(HOME_TOWNS), hands: 'script' },
          ...{ who: 'triangulation', isFraud: true, loses: amount, reason: 'stolen_card' },
        },
        random,
      );
    }),
};
