import { type Happening, times } from '../draw.ts';
import { drawVisit } from '../visit.ts';

/** Leaked passwords are tried, a few dozen accounts a device. */
export const credentialStuffing: Happening = {
  name: 'credential stuffing',
  looks: 'one device signs in to account after account',
  loses: 'an order’s worth for each of the first accounts whose password was right; the rest is refused',
  visits: ({ random, count, ago, name }) =>
    times(count(90), (index) => {
      const device = index % 3;
      // Chosen: one leaked password in fifty is still in use.
      const loses = random.chance(0.02) ? 100 : 0;
      return drawVisit(
        {
          ...{ agoMs: ago(22 - device * 5) - Math.floor(index / 3) * 40_000, action: 'login' },
          ...{ account: name(`leaked-${index}`), device: name(`device-${device}`), hands: 'script' },
          ...{ town: 'Amsterdam', network: 'hosting', address: `198.18.40.${20 + device}` },
          ...{ who: 'credential stuffing', isFraud: true, loses, reason: 'account_takeover' },
        },
        random,
      );
    }),
};
