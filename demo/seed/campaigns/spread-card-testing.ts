import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** The same with a new device for every card, behind one address. */
export const spreadCardTesting: Happening = {
  name: 'spread card testing',
  looks: 'many cards from one address within an hour, each with a device of its own',
  loses: 'a cheap basket each; more later, where the card is good',
  visits: ({ random, count, ago, name }) =>
    times(count(70), (index) => {
      const amount = drawBasket(random, 1);
      return drawVisit(
        {
          ...{ agoMs: ago(12.4) - index * 45_000, account: name(`guest-${index}`), amount },
          ...{ device: name(`device-${index}`), hands: 'careful', town: 'Warsaw', address: '198.18.21.4' },
          ...{ who: 'spread card testing', isFraud: true, loses: amount, reason: 'card_testing' },
        },
        random,
      );
    }),
};
