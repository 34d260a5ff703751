import { randomBytes } from 'node:crypto';
import { createShopDecider } from '../../demo/decider.ts';
import { memoryCounters, type Outcome } from '../../src/decide/index.ts';
import type { Verification } from '../../src/server/index.ts';

/** What the shop's policy answers to a verdict alone: nobody's account, no card, the smallest basket. */
export type Judge = (verdict: Verification) => Promise<Outcome>;

const AMOUNT = 72.9;

export async function createJudge(): Promise<Judge> {
  const decider = await createShopDecider({
    secret: randomBytes(32),
    records: null,
    counters: memoryCounters(),
  });
  return async (verdict) => {
    const action = verdict.ok ? verdict.action : 'checkout';
    return (await decider.decide(verdict, { action, amount: AMOUNT })).outcome;
  };
}
