import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** People who share a flat, and whose parcels never arrive. */
export const refundAbuse: Happening = {
  name: 'refund abuse',
  looks: 'people, with cards of their own, one after the other from one address',
  loses: 'the order: the goods are kept, and the money is asked back',
  visits: ({ random, count, ago, name }) =>
    times(count(24), (index) => {
      const amount = drawBasket(random, random.whole(2, 5));
      return drawVisit(
        {
          ...{ agoMs: ago(3.4) - index * 110_000, account: name(`flat-${index}`), amount },
          ...{ device: name(`device-${index}`), town: 'Zurich', address: '198.19.3.77', hands: 'phone' },
          ...{ who: 'refund abuse', isFraud: true, loses: amount, passes: true },
          reason: 'payment_heuristics',
        },
        random,
      );
    }),
};
