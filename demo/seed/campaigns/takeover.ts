import { FAR_TOWNS, FIRST } from '../customers.ts';
import { drawBasket, type Happening, MINUTE_MS, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Accounts of customers, used by people elsewhere. */
export const takeover: Happening = {
  name: 'takeover',
  looks: 'an account that was just used at home orders much from far away, on another device',
  loses: 'the order, where the thief reads the victim’s mail too',
  visits: ({ random, count, ago, name, customers }) =>
    times(count(30), (index) => {
      const victim = customers[FIRST.takeover + index] ?? random.pick(customers);
      const agoMs = ago(random.between(0.4, 23));
      const amount = drawBasket(random, random.whole(3, 9));
      const home = drawVisit(
        {
          ...{ ...victim, agoMs: agoMs + random.between(8, 55) * MINUTE_MS, action: 'login' },
          ...{ who: 'customers', reason: 'known_customer' },
        },
        random,
      );
      const thief = drawVisit(
        {
          ...{ agoMs, account: victim.account, amount, device: name(`device-${index}`), hands: 'mouse' },
          ...{ town: random.pick(FAR_TOWNS), who: 'takeover', isFraud: true, loses: amount },
          // Chosen: in half of the takeovers the mailbox is gone, too.
          ...{ passes: random.chance(0.5), reason: 'account_takeover' },
        },
        random,
      );
      return [home, thief];
    }).flat(),
};
