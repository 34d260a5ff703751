import type { Evidence } from '../../../src/scoring/quantise.ts';
import { createRandom, type Random } from '../../../train/random.ts';
import { COMMON } from './kinds.ts';
import type { Shown } from './people.ts';

export const DAY_MS = 86_400_000;
export const START_MS = Date.UTC(2026, 8, 1);
const HOUR_MS = 3_600_000;

/** One attempt to buy. */
export interface Attempt {
  readonly atMs: number;
  /** A kind of people; a thief who enters by himself is of one, too. Null for a script. */
  readonly kind: string | null;
  readonly isFraud: boolean;
  readonly evidence: Evidence;
  readonly account: string;
  readonly card: string;
  readonly jkt: string;
  readonly amount: number;
  /** Passes a challenge, if there is one. */
  readonly passes: boolean;
  /** Days until the bank says so, where it was fraud. */
  readonly chargebackDays: number;
}

/** Orders a day. Chosen: a small shop, whose month takes minutes. */
const ORDERS = 200;
/** Customers. Chosen: each comes three times a month. */
const CUSTOMERS = 2000;
/**
 * Shares of all orders. Chosen: with waves some 4 % are fraud, four times a shop's usual share, so that a
 * month of a small shop has enough to learn from; payments of ../shared/data have 1 %.
 */
const FRAUD = { thief: 0.015, script: 0.01 } as const;
/** Days on which a wave comes, and its orders within five hours. */
const WAVES = { days: [9, 17, 24], orders: 40, hours: 5 } as const;
/**
 * Who passes a challenge. Chosen: a code to the owner's phone stops four thieves in five, and nearly every
 * script; 3 in 100 customers give up.
 */
const PASSES = { customer: 0.97, thief: 0.2, script: 0.05 } as const;

/** Every order of so many days, in order; the same for the same seed. */
export function trafficOf(
  { kinds, waves }: Shown,
  { days, seed }: { days: number; seed: string },
): Attempt[] {
  const random = createRandom('month', seed);
  const customers = Array.from({ length: CUSTOMERS }, (_, index) => ({
    name: `customer-${index}`,
    kind: kindOf(random, Object.keys(kinds)),
  }));
  const scripts = random.pick(waves);
  let strangers = 0;

  function orderOf(atMs: number): Attempt {
    const lot = random.uniform(0, 1);
    if (lot < FRAUD.thief) return thief(atMs);
    if (lot < FRAUD.thief + FRAUD.script) return script(atMs, random.pick(scripts));
    const { name, kind } = random.pick(customers);
    return {
      ...{ atMs, kind, isFraud: false, evidence: random.pick(kinds[kind] ?? []), chargebackDays: 0 },
      ...{ account: name, card: `card of ${name}`, jkt: `key of ${name}` },
      amount: random.logNormal(50, 0.8),
      passes: random.chance(PASSES.customer),
    };
  }

  /** A person with the account and the card of a customer, on a device of his own. */
  function thief(atMs: number): Attempt {
    const victim = random.pick(customers);
    const kind = kindOf(random, Object.keys(kinds));
    return {
      ...{ atMs, kind, isFraud: true, evidence: random.pick(kinds[kind] ?? []) },
      ...{ account: victim.name, card: `card of ${victim.name}`, jkt: `stranger-${strangers++}` },
      amount: random.logNormal(120, 0.8),
      passes: random.chance(PASSES.thief),
      chargebackDays: random.uniform(7, 30),
    };
  }

  function script(atMs: number, evidence: Evidence): Attempt {
    const name = `stranger-${strangers++}`;
    return {
      ...{ atMs, kind: null, isFraud: true, evidence, account: name, card: `card of ${name}`, jkt: name },
      amount: random.logNormal(90, 0.6),
      passes: random.chance(PASSES.script),
      chargebackDays: random.uniform(7, 30),
    };
  }

  const all: Attempt[] = [];
  for (let day = 0; day < days; day++) {
    const dayMs = START_MS + day * DAY_MS;
    for (let order = 0; order < ORDERS; order++) all.push(orderOf(dayMs + random.uniform(0, DAY_MS)));
    if (!(WAVES.days as readonly number[]).includes(day)) continue;
    const wave = random.pick(waves);
    const from = dayMs + random.uniform(0, 18) * HOUR_MS;
    for (let order = 0; order < WAVES.orders; order++)
      all.push(script(from + random.uniform(0, WAVES.hours) * HOUR_MS, random.pick(wave)));
  }
  return all.toSorted((a, b) => a.atMs - b.atMs);
}

function kindOf(random: Random, kinds: readonly string[]): string {
  let lot = random.uniform(0, 1);
  for (const [kind, share] of Object.entries(COMMON)) {
    if (lot < share) return kind;
    lot -= share;
  }
  return random.pick(kinds.filter((kind) => !Object.hasOwn(COMMON, kind)));
}
