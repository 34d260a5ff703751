import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Buyers of the whole stock, with cards of their own: automation, and no fraud. */
export const scriptedCheckout: Happening = {
  name: 'scripted checkout',
  looks: 'scripts fill the form within a second of the sale’s beginning',
  loses: 'nothing: they pay with their own cards, and sell on what they get',
  visits: ({ random, count, ago, name }) =>
    times(count(75), (index) =>
      drawVisit(
        {
          ...{ agoMs: ago(7.5) - index * 4000, account: name(`reseller-${index % 40}`) },
          ...{ amount: drawBasket(random, random.whole(1, 3)), device: name(`device-${index % 40}`) },
          ...{ town: random.pick(['Berlin', 'Paris', 'Amsterdam']), hands: 'script' },
          ...{ who: 'scripted checkout', passes: true, reason: 'other' },
        },
        random,
      ),
    ),
};
