import { FIRST } from '../customers.ts';
import { drawBasket, type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Sessions that malware copied from customers' browsers. */
export const stolenCookies: Happening = {
  name: 'stolen cookies',
  looks: 'a customer’s session, and a device key that is not the one its cookie was given to',
  loses: 'the order, where no code is asked or the thief has the mailbox',
  visits: ({ random, count, ago, name, customers }) =>
    times(count(45), (index) => {
      const victim = customers[FIRST.stolenCookies + index] ?? random.pick(customers);
      const amount = drawBasket(random, random.whole(2, 6));
      return drawVisit(
        {
          ...{ agoMs: ago(random.between(0.2, 23.8)), account: victim.account, amount },
          ...{ device: name(`device-${index}`), town: victim.town, network: 'vpn', hands: 'paster' },
          ...{ flags: ['binding_absent'], who: 'stolen cookies', isFraud: true, loses: amount },
          // Chosen: who has the cookies of a browser often has its mail, too.
          ...{ passes: random.chance(0.4), reason: 'account_takeover' },
        },
        random,
      );
    }),
};
