import { type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** What a new account is given: a voucher. */
const VOUCHER = 10;

/** New accounts by the dozen, for the vouchers. */
export const signupFarm: Happening = {
  name: 'signup farm',
  looks: 'six new accounts a device, each form filled by a script',
  loses: 'a voucher an account',
  visits: ({ random, count, ago, name }) =>
    times(count(96), (index) => {
      const device = Math.floor(index / 6);
      return drawVisit(
        {
          ...{ agoMs: ago(20 - device) - (index % 6) * 150_000, action: 'signup' },
          ...{ account: name(`new-${index}`), device: name(`device-${device}`), town: 'Paris' },
          ...{ hands: 'careful', who: 'signup farm', isFraud: true, loses: VOUCHER, reason: 'scripted' },
        },
        random,
      );
    }),
};
