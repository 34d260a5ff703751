import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Scripts that call themselves an agent with a mandate. */
export const falseAgent: Happening = {
  name: 'false agent',
  looks: 'a request that declares an agent, with a signature that is wrong',
  loses: 'the order: the card is stolen',
  visits: ({ random, count, ago, name }) =>
    times(count(25), (index) => {
      const amount = drawBasket(random, random.whole(2, 4));
      return drawVisit(
        {
          ...{ agoMs: ago(random.between(5, 15)), account: name(`guest-${index}`), amount },
          ...{ device: name(`device-${index}`), town: 'Frankfurt', network: 'hosting', agent: 'invalid' },
          ...{ hands: 'script', who: 'false agent', isFraud: true, loses: amount, reason: 'stolen_card' },
        },
        random,
      );
    }),
};
