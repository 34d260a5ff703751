import { placesOf } from '../../src/decide/triage/budget.ts';
import type { Calibration } from '../../src/decide/triage/context.ts';
import { draw, randomOf } from '../../src/decide/triage/draw.ts';
import { lossOf } from '../../src/decide/triage/loss.ts';
import { rankOf } from '../../src/decide/triage/rank.ts';
import { riskOf } from '../../src/decide/triage/risk.ts';
import { FEATURES, featuresOf, LABEL_DAYS } from './features.ts';
import { fitLogistic } from './logistic.ts';
import type { Payment } from './payments.ts';

const DAY = 86_400;
/** FORMAT.md: learn on the first thirty days, then week by week. */
const FIRST_DAYS = 30;
const WEEK_DAYS = 7;
/** Payments a day that become alerts. Chosen: of 185, oldest first finds .54 of the loss with 100 cases. */
export const ALERTS_PER_DAY = 185;
/** 80 % of a normal distribution lie within so many deviations. */
const Z80 = 1.2816;

/** A payment that a policy would have raised. */
interface Scored extends Payment {
  readonly z: number;
  /** By `z` and its interval, as triage ranks it. */
  readonly rank: number;
  readonly p: number;
}

export interface Strategy {
  readonly name: string;
  /** The greatest first. */
  readonly key: (alert: Scored) => number;
  /** A share of the places is drawn at random, as in the queue. */
  readonly audit?: number;
}

export const STRATEGIES: readonly Strategy[] = [
  { name: 'oldest first', key: ({ at }) => -at },
  { name: 'score (p)', key: ({ p }) => p },
  { name: 'amount', key: ({ amount }) => amount },
  { name: 'p × amount', key: ({ p, amount }) => p * amount },
  { name: 'expected loss (triage)', key: ({ rank }) => rank },
  { name: 'the queue: a fifth drawn', key: ({ rank }) => rank, audit: 0.2 },
  { name: 'oracle', key: ({ isFraud, amount }) => (isFraud ? amount : 0) },
];

export interface Report {
  readonly days: number;
  readonly alertsPerDay: number;
  /** Fraud among the alerts, as a share of all fraud, by amount. */
  readonly reach: number;
  /** By strategy, then by budget: share of the alerts' loss that was looked at. */
  readonly captured: readonly { readonly name: string; readonly shares: readonly number[] }[];
}

export interface EvaluateOptions {
  readonly budgets: readonly number[];
  readonly alertsPerDay?: number;
  readonly onProgress?: (text: string) => void;
}

/** What each order of the queue finds, on days that no fit has seen. */
export function evaluate(payments: readonly Payment[], options: EvaluateOptions): Report {
  const { budgets, alertsPerDay = ALERTS_PER_DAY, onProgress = () => undefined } = options;
  onProgress(`${FEATURES.length} features of ${payments.length} payments`);
  const rows = featuresOf(payments);
  const days = Math.floor((payments.at(-1)?.at ?? -1) / DAY) + 1;
  const alerts: Scored[][] = [];
  let [all, raised] = [0, 0];
  for (let day = FIRST_DAYS; day < days; day += WEEK_DAYS) {
    // A label is known a week late: nothing of the last week is learnt from.
    const learnt = payments.findIndex(({ at }) => at >= (day - LABEL_DAYS) * DAY);
    onProgress(`day ${day}: learning from ${learnt} payments`);
    const known = payments.slice(0, learnt);
    const model = fitLogistic(
      rows.slice(0, learnt),
      known.map(({ isFraud }) => isFraud),
    );
    const calibration = identity(model.positives);
    for (let today = day; today < Math.min(day + WEEK_DAYS, days); today++) {
      const scored = payments.flatMap((payment, index) => {
        if (Math.floor(payment.at / DAY) !== today) return [];
        return [scoreOf(payment, model.logit(rows[index] ?? new Float64Array()), calibration)];
      });
      all += lossIn(scored);
      const top = scored.toSorted((a, b) => b.z - a.z).slice(0, alertsPerDay);
      raised += lossIn(top);
      alerts.push(top.toSorted((a, b) => a.at - b.at));
    }
  }
  const captured = STRATEGIES.map((strategy) => ({
    name: strategy.name,
    shares: budgets.map((budget) => found(alerts, strategy, budget) / raised),
  }));
  return { days: alerts.length, alertsPerDay, reach: raised / all, captured };
}

/** The score is a probability already; its interval is that of the share of fraud it was fitted on. */
const identity = (positives: number): Calibration => ({
  ...{ slope: 1, intercept: 0, basis: 'labels', source: 'fitted on earlier days' },
  halfWidth: Z80 / Math.sqrt(Math.max(1, positives)),
});

function scoreOf(payment: Payment, z: number, calibration: Calibration): Scored {
  const { amount } = payment;
  const risk = riskOf(z, calibration);
  const facts = { amount };
  const loss = lossOf({ action: 'checkout', outcome: 'review', risk, context: [], facts });
  return { ...payment, z, p: risk.p ?? 0, rank: rankOf({ loss, openedMs: 0 }) };
}

const lossIn = (alerts: readonly Payment[]): number =>
  alerts.reduce((sum, { isFraud, amount }) => sum + (isFraud ? amount : 0), 0);

/** Loss among the alerts that a budget a day reaches. */
function found(days: readonly (readonly Scored[])[], { key, audit = 0 }: Strategy, budget: number): number {
  const places = placesOf({ perDay: budget, audit });
  return days.reduce((sum, alerts, day) => {
    const ordered = alerts.toSorted((a, b) => key(b) - key(a));
    const rest = ordered.slice(places.ranked);
    const { other } = draw({ novel: 0, other: rest.length }, places, randomOf(day));
    const drawn = other.places.flatMap((place) => rest[place] ?? []);
    return sum + lossIn(ordered.slice(0, places.ranked)) + lossIn(drawn);
  }, 0);
}
