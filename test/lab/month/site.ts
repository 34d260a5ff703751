import { readFile } from 'node:fs/promises';
import {
  createDecider,
  createPolicyBook,
  type Decision,
  memoryCampaigns,
  memoryCounters,
  memoryRecords,
  type Queue,
} from '../../../src/decide/index.ts';
import type { Model } from '../../../src/scoring/model.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import type { SiteMeasures } from '../../../src/scoring/site-measures.ts';
import { scoreAligned } from '../../../src/server/model/score-aligned.ts';
import type { Accepted } from '../../../src/server/result.ts';
import { createRandom } from '../../../train/random.ts';
import { createAlignment } from './alignment.ts';
import { type Attempt, DAY_MS, START_MS } from './traffic.ts';

/** One action, and what the site learns. */
export interface SiteOptions {
  readonly model: Model;
  readonly seed: string;
  /** What it learns by. */
  readonly learns: { readonly calibration: boolean; readonly alignment: boolean };
}

/** What a day came to. */
export interface DayResult {
  /** Amounts of fraud that went through. */
  readonly loss: number;
  /** Amounts of all fraud. */
  readonly fraud: number;
  readonly alerts: number;
  /** Good orders; those of them that were not let through at once, but for visits that nobody can judge. */
  readonly good: number;
  readonly falseAlarms: number;
  /** Step of the curve on this night, logits; 0 where there was none. */
  readonly step: number;
}

/** A shop of the simulation. */
export interface Site {
  day(orders: readonly Attempt[]): Promise<DayResult>;
  /** Whether such a visit is let through at once, or nobody can judge it: of a customer, or of a thief. */
  probe(evidence: Evidence, isThief: boolean): Promise<boolean>;
  /** Why nights taught nothing, and how often. */
  readonly refusals: ReadonlyMap<string, number>;
}

/**
 * Cases a day. Chosen: half an hour of one person; half of them drawn, since a small shop has few alerts to
 * learn from.
 */
const BUDGET = { perDay: 40, audit: 0.5 } as const;
/** Answers of analysts that are wrong. Chosen; nobody has published a figure. */
const ERRORS = 0.05;
/** Analysts, who take turns. */
const ANALYSTS = ['ann', 'bob', 'cy', 'dee', 'eve', 'flo'] as const;
/**
 * Days until labels are learnt from. Shorter than a chargeback's window, or a month would teach nothing: who
 * is wrong is overruled by the bank later.
 */
const MATURITY_DAYS = 7;
/** The shipped answers by level, and rules for waves and for p from .05 on: a score of .86 by the prior. */
const POLICY = new URL('checkout.json', import.meta.url);

/** An order that waits for a person, or for the bank. */
interface Placed {
  readonly attempt: Attempt;
  readonly isHeld: boolean;
}

export async function openSite({ model, seed, learns }: SiteOptions): Promise<Site> {
  const clock = { ms: START_MS };
  const now = () => clock.ms;
  const random = createRandom('site', seed);
  const records = memoryRecords({ now });
  const alignment = createAlignment(model);
  const options = {
    ...{ records, now, budget: BUDGET, amounts: { currency: 'EUR' }, timeoutMs: 10_000 },
    secret: Uint8Array.from({ length: 32 }, (_, at) => at),
    counters: memoryCounters(),
    policies: await createPolicyBook({ live: [await readFile(POLICY, 'utf8')], shadow: [] }),
    maturityDays: { checkout: MATURITY_DAYS },
  };
  const campaigns = memoryCampaigns({ allowSingleProcess: true });
  const decider = createDecider({ ...options, campaigns });
  // What is tried at the end is no traffic: sixty visits of a kind at once would be a wave.
  const tried = createDecider({ ...options, counters: memoryCounters() });
  const placed = new Map<string, Placed>();
  const bank: { readonly atMs: number; readonly id: string }[] = [];
  const refusals = new Map<string, number>();
  let analyst = 0;

  const accepted = (evidence: Evidence, jkt: string, measures: SiteMeasures): Accepted => {
    const { q, logit, score, level, groups } = scoreAligned(model, evidence, measures);
    return {
      ...{ ok: true, level, score, logit, groups, evidence, reasons: [], flags: [], degraded: [] },
      ...{ claimed: { q }, recomputed: { q, delta: 0 }, key: { jkt, bound: true, ephemeral: false } },
      ...{ jti: '', action: 'checkout', model: model.id, build: 'b1' },
    };
  };

  /** Decides an order; what it costs at once, and whether a good customer was bothered. */
  async function place(attempt: Attempt) {
    clock.ms = attempt.atMs;
    const { account, card, amount, jkt, evidence, isFraud } = attempt;
    const verdict = accepted(evidence, jkt, alignment.inForce());
    const decision = await decider.decide(verdict, { action: 'checkout', account, card, amount });
    const isCampaign = decision.facts.campaign.size > 0;
    if (learns.alignment) alignment.count(verdict, { atMs: attempt.atMs, isCampaign });
    const isHeld = decision.hold && decision.outcome === 'review';
    placed.set(decision.id, { attempt, isHeld });
    const isThrough = decision.outcome === 'allow' || (decision.outcome === 'challenge' && attempt.passes);
    if (isFraud && isThrough) lose(decision.id, attempt);
    return {
      isBothered: !isFraud && isStopped(decision),
      lost: isFraud && isThrough ? amount : 0,
      decision,
    };
  }

  const lose = (id: string, { atMs, chargebackDays }: Attempt) =>
    bank.push({ id, atMs: atMs + chargebackDays * DAY_MS });

  /** One analyst after the other answers a case, until the day's places are used. */
  async function answerCases(): Promise<number> {
    let lost = 0;
    for (;;) {
      const id = ANALYSTS[analyst++ % ANALYSTS.length] ?? 'ann';
      const queue = decider.queue({ reviewer: { id, roles: ['read', 'label'] } });
      const taken = await queue.take();
      if (!taken.ok) return lost;
      lost += await answer(queue, taken.value.id, taken.value.alerts);
    }
  }

  /** Says what most of the case is, or the contrary by mistake; orders that were held go their way. */
  async function answer(queue: Queue, id: string, seen: number): Promise<number> {
    const view = await queue.case(id);
    const own = view.ok ? view.value.timeline.filter(({ isAlert }) => isAlert) : [];
    const orders = own.flatMap(({ decisionId }) => {
      const one = placed.get(decisionId);
      return one ? [{ ...one, id: decisionId }] : [];
    });
    const bad = orders.filter(({ attempt }) => attempt.isFraud).length;
    const isFraud = random.chance(ERRORS) !== bad * 2 > orders.length;
    await queue.answer(id, {
      ...(isFraud
        ? { outcome: 'fraudulent' as const, reason: 'stolen_card' as const }
        : { outcome: 'legitimate' as const, reason: 'known_customer' as const }),
      seen,
    });
    const through = orders.filter(({ attempt, isHeld }) => isHeld && attempt.isFraud && !isFraud);
    for (const one of through) lose(one.id, one.attempt);
    return through.reduce((sum, { attempt }) => sum + attempt.amount, 0);
  }

  async function tellBank(): Promise<void> {
    for (const { id } of bank.filter(({ atMs }) => atMs > clock.ms - DAY_MS && atMs <= clock.ms))
      await decider.label(id, {
        ...{ outcome: 'fraudulent', reason: 'chargeback_fraud', source: 'chargeback', by: 'bank' },
      });
  }

  /** What labels and visits have taught by this night. */
  async function learn(): Promise<number> {
    if (learns.alignment) alignment.step(clock.ms);
    if (!learns.calibration) return 0;
    const learning = decider.learning({ reviewer: { id: 'nightly', roles: ['read', 'publish'] } });
    const previewed = await learning.preview('checkout');
    const applied = previewed.ok ? await learning.apply(previewed.value.id) : previewed;
    if (applied.ok && previewed.ok) return previewed.value.report.distance.proposed;
    const { code } = applied.ok ? { code: '' } : applied;
    refusals.set(code, (refusals.get(code) ?? 0) + 1);
    return 0;
  }

  return {
    refusals,
    async day(orders) {
      const results: Awaited<ReturnType<typeof place>>[] = [];
      for (const order of orders) results.push(await place(order));
      const startMs = Math.floor(clock.ms / DAY_MS) * DAY_MS;
      clock.ms = startMs + DAY_MS - 1;
      const late = await answerCases();
      await tellBank();
      const sum = (of: (one: (typeof results)[number]) => number) =>
        results.reduce((total, one) => total + of(one), 0);
      const fraud = orders.filter(({ isFraud }) => isFraud);
      return {
        loss: sum(({ lost }) => lost) + late,
        fraud: fraud.reduce((total, { amount }) => total + amount, 0),
        alerts: sum(({ decision }) => Number(decision.alert)),
        good: orders.length - fraud.length,
        falseAlarms: sum(({ isBothered }) => Number(isBothered)),
        step: await learn(),
      };
    },
    async probe(evidence, isThief) {
      clock.ms += 1;
      const name = isThief ? `thief-${clock.ms}` : `customer-${clock.ms}`;
      const verdict = accepted(evidence, name, alignment.inForce());
      const request = { action: 'checkout', account: name, card: name, amount: 60 };
      return !isStopped(await tried.decide(verdict, request));
    },
  };
}

/** Not let through at once, although the visit could be judged. */
const isStopped = ({ outcome, facts }: Decision): boolean => outcome !== 'allow' && facts.level !== 'unknown';
