import type { LabelReason } from 'tellsign/decide';
import { FAR_TOWNS, FIRST, HOME_TOWNS } from './customers.ts';
import { drawBasket, drawPieces, type Happening, MINUTE_MS, times } from './draw.ts';
import type { Hands } from './hands.ts';
import { drawVisit, type SeedDraft } from './visit.ts';

interface People {
  readonly name: string;
  readonly looks: string;
  readonly visits: number;
  readonly hands: Hands;
  readonly reason: LabelReason;
  readonly change?: Partial<SeedDraft>;
}

const NOTHING = 'nothing: they are customers';

/** People whom rules take for something else, one row a kind. Visits that raise no alert come with them. */
const KINDS: readonly People[] = [
  {
    ...{ name: 'keyboard users', looks: 'no pointer, and fields in the order of the page', visits: 130 },
    ...{ hands: 'keyboard', reason: 'assistive_technology' },
  },
  {
    ...{ name: 'form fillers', looks: 'a password manager fills every field at once', visits: 260 },
    ...{ hands: 'filler', reason: 'known_customer' },
  },
  {
    ...{ name: 'assistive technology', looks: 'a switch or an eye tracker types evenly', visits: 40 },
    ...{ hands: 'assistive', reason: 'assistive_technology' },
  },
  {
    ...{ name: 'cookie cleaners', looks: 'the browser forgets its cookies, and keeps its key', visits: 92 },
    ...{ hands: 'mouse', reason: 'new_device', change: { flags: ['binding_absent'] } },
  },
];

/** Half are customers with the device they always have, half come for the first time. */
const kindOf = ({ name, looks, visits, hands, reason, change }: People): Happening => ({
  ...{ name, looks, loses: NOTHING },
  visits: (draw) =>
    times(draw.count(visits), (index) => {
      const { random } = draw;
      const known = random.chance(0.5) ? random.pick(draw.customers.slice(FIRST.others)) : null;
      const guest = {
        ...{ account: draw.name(`guest-${index}`), device: draw.name(`device-${index}`) },
        town: random.pick(HOME_TOWNS),
      };
      const amount = drawBasket(random, drawPieces(random));
      const agoMs = draw.ago(random.between(0.1, 23.9));
      return drawVisit({ ...(known ?? guest), agoMs, amount, hands, who: name, reason, ...change }, random);
    }),
});

/** Two people and one account: one is at home, the other far away with a new telephone. */
const sharedAccounts: Happening = {
  ...{ name: 'shared accounts', looks: 'home, and minutes later far away on another device', loses: NOTHING },
  visits: ({ random, count, ago, name, customers }) =>
    times(count(45), (index) => {
      const owner = customers[FIRST.sharedAccounts + index] ?? random.pick(customers);
      const agoMs = ago(random.between(0.4, 23));
      const own = { who: 'shared accounts', reason: 'travelling' } as const;
      const amount = drawBasket(random, drawPieces(random));
      const home = { ...owner, ...own, agoMs: agoMs + random.between(8, 55) * MINUTE_MS, amount };
      const other = { account: owner.account, device: name(`device-${index}`), town: random.pick(FAR_TOWNS) };
      return [
        drawVisit(home, random),
        drawVisit({ ...other, ...own, agoMs, amount, hands: 'phone' }, random),
      ];
    }).flat(),
};

/** A dormitory or an office: many people, one address. */
const oneAddress: Happening = {
  ...{ name: 'one address', looks: 'many cards from one address: an office at noon', loses: NOTHING },
  visits: ({ random, count, ago, name }) =>
    times(count(75), (index) => {
      const office = index % 3;
      const agoMs = ago(14 - office * 4) - Math.floor(index / 3) * 120_000;
      return drawVisit(
        {
          ...{ agoMs, account: name(`guest-${index}`), device: name(`device-${index}`) },
          ...{ amount: drawBasket(random, drawPieces(random)), address: `198.19.60.${office + 1}` },
          ...{ town: HOME_TOWNS[office] ?? 'Berlin', hands: random.pick(['mouse', 'phone'] as const) },
          ...{ who: 'one address', reason: 'vpn_or_work_network' },
        },
        random,
      );
    }),
};

/** A card that the bank declines, tried until somebody gives up. */
const triesAgain: Happening = {
  ...{ name: 'tries again', looks: 'one card eight times within an hour: the bank declines it' },
  loses: NOTHING,
  visits: ({ random, count, ago, name, customers }) =>
    times(count(14), (index) => {
      const owner = customers[FIRST.triesAgain + index] ?? random.pick(customers);
      const startMs = ago(random.between(1, 23));
      const amount = drawBasket(random, drawPieces(random));
      const card = name(`card-${index}`);
      return times(8, (nth) =>
        drawVisit(
          {
            ...{ ...owner, agoMs: startMs - nth * 150_000, amount, card },
            ...{ who: 'tries again', reason: 'known_customer' },
          },
          random,
        ),
      );
    }).flat(),
};

export const FALSE_ALARMS: readonly Happening[] = [
  ...KINDS.map(kindOf),
  sharedAccounts,
  oneAddress,
  triesAgain,
];
