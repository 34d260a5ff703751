import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Two devices, sixty cards each within an hour. */
export const cardTesting: Happening = {
  name: 'card testing',
  looks: 'one device tries card after card on the cheapest basket',
  loses: 'the baskets that went through before the fifth card; the rest is refused',
  visits: ({ random, count, ago, name }) =>
    times(count(120), (index) => {
      const device = index % 2;
      const amount = drawBasket(random, 1);
      const account = name(`guest-${index}`);
      return drawVisit(
        {
          ...{ agoMs: ago([19.5, 6.2][device] ?? 6.2) - (index >> 1) * 50_000, account, amount },
          ...{ device: name(`device-${device}`), hands: 'script', town: 'Frankfurt', network: 'hosting' },
          ...{ address: `198.18.7.${10 + device}`, who: 'card testing', isFraud: true, loses: amount },
          reason: 'card_testing',
        },
        random,
      );
    }),
};
