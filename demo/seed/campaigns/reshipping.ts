import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Stolen cards, new accounts, large orders that somebody unsuspecting sends on. */
export const reshipping: Happening = {
  name: 'reshipping',
  looks: 'a new account orders ten sets at once with a form filler that scripts the fields',
  loses: 'the whole order; some pass without an alert, and are known by their chargebacks weeks later',
  visits: ({ random, count, ago, name }) =>
    times(count(60), (index) => {
      const amount = drawBasket(random, random.whole(8, 14));
      return drawVisit(
        {
          ...{ agoMs: ago(random.between(0.3, 23.5)), account: name(`guest-${index}`), amount },
          ...{ device: name(`device-${index}`), town: random.pick(['Hamburg', 'Bremen', 'Prague']) },
          ...{ hands: random.chance(0.55) ? 'filler' : 'careful', who: 'reshipping', isFraud: true },
          ...{ loses: amount, passes: random.chance(0.3), reason: 'stolen_card' },
        },
        random,
      );
    }),
};
