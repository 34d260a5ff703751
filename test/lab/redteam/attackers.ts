import type { Random } from '../../../train/random.ts';
import { checkout } from '../bots/pages/checkout.ts';
import { pickHand, visitByHand } from '../cohorts/hand.ts';
import { typed } from '../cohorts/kinds/fill.ts';
import type { Pool } from '../cohorts/pool.ts';
import { createTypist } from '../cohorts/typing.ts';
import { conduct } from './conduct.ts';
import { b } from './generators/b.ts';
import { c } from './generators/c.ts';
import type { Generator, Setting, Values } from './generators/hand.ts';
import { createRetargeted } from './generators/retargeted.ts';
import { named } from './generators/settings.ts';
import { createSimulated, type SimulatedVisit } from './simulate/browser.ts';
import type { Delivery } from './simulate/delivery.ts';
import { checkoutLayout, VIEWPORTS } from './simulate/layout.ts';
import { replayed } from './simulate/replay.ts';

export interface Circumstances {
  readonly delivery: Delivery;
  readonly random: Random;
}

/** Somebody who wants to pass for a person at the shop's checkout, simulated. */
export interface Attacker {
  readonly name: string;
  readonly note: string;
  readonly settings: readonly Setting[];
  /** Where the search may start. */
  readonly starts: readonly ('blind' | 'textbook')[];
  visit(values: Values, circumstances: Circumstances): Promise<SimulatedVisit>;
}

/** Generators that need nobody's recordings. C is the one that no training may see. */
export const GENERATORS: readonly Generator[] = [c, b];

const JITTER = [
  { name: 'pace', low: 0.8, high: 1.3, textbook: 1, log: true },
  { name: 'jitterMs', low: 0.1, high: 20, textbook: 2, log: true },
  { name: 'jitterPx', low: 0.01, high: 3, textbook: 0.5, log: true },
] as const satisfies readonly Setting[];

/** Every attacker. Without recordings of people there is nobody to replay. */
export const attackersOf = (pool: Pool | null): Attacker[] => [
  ...GENERATORS.map(composed),
  ...(pool ? [{ ...composed(createRetargeted(pool)), starts: ['textbook'] as const }, replay(pool)] : []),
];

const composed = (generator: Generator): Attacker => ({
  name: generator.name,
  note: generator.note,
  settings: generator.settings,
  starts: ['blind', 'textbook'],
  async visit(values, { delivery, random }) {
    const [width, height] = random.pick(VIEWPORTS);
    const task = checkout.task(random);
    const { body, visit } = createSimulated({ layout: checkoutLayout(width, height), delivery, random });
    await conduct(task, generator.createHand(values, random), { body, random });
    return visit();
  },
});

const replay = (pool: Pool): Attacker => ({
  name: 'replay',
  note: "a recorded person's whole visit, sent again with jitter",
  settings: JITTER,
  starts: ['textbook'],
  async visit(values, { delivery, random }) {
    const typist = createTypist(random.pick(pool.hofstra), random);
    const visit = visitByHand({ hand: pickHand(pool, random), typist, fill: typed(typist), random });
    return replayed(visit, { ...named(JITTER, values), delivery, random });
  },
});
