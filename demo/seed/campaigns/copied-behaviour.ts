import { drawBasket, type Happening, times } from '../draw.ts';
import { copyOf, evidenceOf } from '../hands.ts';
import { drawVisit } from '../visit.ts';

/** One person's recorded visit, played again and again. */
export const copiedBehaviour: Happening = {
  name: 'copied behaviour',
  looks: 'visits like a person’s, and like each other to the byte',
  loses: 'the orders: stolen cards behind a behaviour that nobody would ask about',
  visits(draw) {
    const { random, count, ago, name } = draw;
    const recording = evidenceOf(random);
    return times(count(55), (index) => {
      const amount = drawBasket(random, random.whole(1, 5));
      return drawVisit(
        {
          ...{ agoMs: ago(random.between(2, 17)), account: name(`guest-${index}`), amount },
          ...{ device: name(`device-${index}`), town: random.pick(['Berlin', 'Vienna', 'Munich']) },
          ...{ hands: 'mouse', flags: ['near_duplicate'], evidence: copyOf(recording, random) },
          ...{ who: 'copied behaviour', isFraud: true, loses: amount, reason: 'stolen_card' },
        },
        random,
      );
    });
  },
};
