import type { Facts } from '../decision.ts';
import { strictnessOf } from '../outcome.ts';
import type { PolicyBook } from '../policy/book.ts';
import { labelInForce } from '../records/label.ts';
import type { Effect, KindEffect } from '../records/learning.ts';
import type { Exported } from '../records/records.ts';
import { type Judgement, judge } from '../steps/judge.ts';
import type { Calibration } from '../triage/context.ts';
import { lossOf } from '../triage/loss.ts';
import type { WasWould } from '../was-would.ts';
import { kindsOf } from './kinds.ts';
import { type ThresholdTargets, type ThresholdVisit, thresholdsOf } from './threshold.ts';

interface EffectOptions {
  readonly action: string;
  readonly was: Calibration;
  readonly would: Calibration;
  readonly policies: PolicyBook;
  readonly targets: ThresholdTargets;
  readonly days: number;
}

interface Both {
  readonly was: Judgement;
  readonly would: Judgement;
}

/**
 * What a curve would change: decisions are judged anew by both curves, on the facts as they were seen and by
 * the policies in force, so that nothing but the curve differs.
 */
export async function effectOf(
  decisions: Iterable<Exported> | AsyncIterable<Exported>,
  { action, was, would, policies, targets, days }: EffectOptions,
): Promise<Effect> {
  const kinds = new Map<string, Draft>();
  const all = draftOf();
  const visits: ThresholdVisit[] = [];
  const judged = (facts: Facts, calibration: Calibration) =>
    judge({ facts, policies, snoozed: [], calibrationOf: () => calibration, failover: null });
  for await (const { decision, labels } of decisions) {
    const { facts } = decision;
    if (decision.action !== action || facts === null || decision.failover !== undefined) continue;
    const both = { was: judged(facts, was), would: judged(facts, would) };
    const label = labelInForce(labels)?.outcome;
    add(all, both, { amount: facts.amount ?? 0, label });
    for (const kind of kindsOf(facts)) {
      const draft = kinds.get(kind) ?? draftOf();
      kinds.set(kind, draft);
      add(draft, both, { amount: facts.amount ?? 0, label });
    }
    visits.push({ p: both.would.risk.p ?? -1 });
  }
  return {
    days,
    visits: all.visits,
    moved: all.moved,
    alertsPerDay: { was: all.alerts.was / days, would: all.alerts.would / days },
    loss: { ...all.loss },
    expected: { ...all.expected },
    kinds: [...kinds].map(kindEffect).toSorted((a, b) => b.visits - a.visits),
    thresholds: thresholdsOf(visits, { ...targets, days }),
  };
}

type Sums = { was: number; would: number };
interface Draft {
  visits: number;
  scored: number;
  moved: number;
  legitimate: number;
  worse: number;
  readonly p: Sums;
  readonly alerts: Sums;
  readonly loss: Sums;
  readonly expected: Sums;
  readonly falseAlarms: Sums;
}

const zero = (): Sums => ({ was: 0, would: 0 });
const draftOf = (): Draft => ({
  ...{ visits: 0, scored: 0, moved: 0, legitimate: 0, worse: 0, p: zero(), alerts: zero() },
  ...{ loss: zero(), expected: zero(), falseAlarms: zero() },
});

interface Known {
  readonly amount: number;
  readonly label: string | undefined;
}

function add(draft: Draft, both: Both, { amount, label }: Known): void {
  draft.visits++;
  draft.legitimate += Number(label === 'legitimate');
  draft.moved += Number(both.was.outcome !== both.would.outcome);
  if (label === 'legitimate') draft.worse += Math.sign(strictnessOf(both.would) - strictnessOf(both.was));
  if (both.was.risk.p !== null) draft.scored++;
  for (const side of ['was', 'would'] as const) {
    const judgement = both[side];
    draft.p[side] += judgement.risk.p ?? 0;
    draft.alerts[side] += Number(judgement.alert);
    draft.expected[side] += lossOf(judgement).expected;
    if (label === 'fraudulent' && judgement.outcome === 'allow') draft.loss[side] += amount;
    if (label === 'legitimate' && judgement.outcome !== 'allow') draft.falseAlarms[side]++;
  }
}

function kindEffect([kind, draft]: [string, Draft]): KindEffect {
  const { visits, scored, legitimate, worse, p, alerts, falseAlarms } = draft;
  const mean: WasWould = { was: p.was / Math.max(1, scored), would: p.would / Math.max(1, scored) };
  return {
    ...{ kind, visits, legitimate, worse, p: mean, alerts: { ...alerts } },
    falseAlarms: { ...falseAlarms },
  };
}
