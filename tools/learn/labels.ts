import type { Label, LabelledVisit } from '../../src/decide/index.ts';
import type { Random } from '../../src/decide/triage/draw.ts';
import type { ScoredPayment } from './score.ts';

const DAY_MS = 86_400_000;
/** When labels are learnt from: long after all of them. */
export const NOW = 100 * DAY_MS;
/** Every label is mature by then. */
export const MATURITY_MS = 7 * DAY_MS;
/** People who answer. Chosen: so many that none has a fifth of all labels. */
export const REVIEWERS = 6;

/** How a queue chose what was labelled. */
export interface Sampling {
  /** Days, evenly spread. */
  readonly days: number;
  /** Of each day, those with the greatest score. */
  readonly ranked: number;
  /** Of each day, drawn from the rest. */
  readonly drawn: number;
}

/** Labels as a queue gives them: the top of each day, and a random audit of the rest. */
export function sampleLabels(
  payments: readonly ScoredPayment[],
  { days, ranked, drawn }: Sampling,
  random: Random,
): readonly LabelledVisit[] {
  const all = [...new Set(payments.map(({ day }) => day))];
  const wanted = Array.from({ length: days }, (_, place) => all[Math.floor((place * all.length) / days)]);
  let count = 0;
  return wanted.flatMap((day) => {
    const own = payments.filter((one) => one.day === day).toSorted((a, b) => b.z - a.z);
    const rest = own.slice(ranked);
    const places = new Set<number>();
    while (places.size < Math.min(drawn, rest.length)) places.add(Math.floor(random() * rest.length));
    const propensity = drawn / rest.length;
    return [
      ...own.slice(0, ranked).map((one) => visitOf(one, { number: count++, propensity: null })),
      ...[...places].flatMap((place) => {
        const one = rest[place];
        return one ? [visitOf(one, { number: count++, propensity })] : [];
      }),
    ];
  });
}

interface VisitOptions {
  readonly number: number;
  readonly propensity: number | null;
}

function visitOf(
  { z, customer, isFraud, at }: ScoredPayment,
  { number, propensity }: VisitOptions,
): LabelledVisit {
  const name = `customer-${customer}`;
  return {
    id: `payment-${number}`,
    atMs: at * 1000,
    z,
    propensity,
    isAlert: propensity === null,
    isCampaign: false,
    account: name,
    card: name,
    jkt: name,
    net: `net-${customer % 1000}`,
    labels: [labelOf(isFraud, `reviewer ${number % REVIEWERS}`)],
  };
}

/** What somebody says of a visit. */
export const labelOf = (isFraud: boolean, by: string, source: Label['source'] = 'analyst'): Label => ({
  ...{ id: `${by} ${isFraud}`, by, source, atMs: NOW - DAY_MS },
  outcome: isFraud ? 'fraudulent' : 'legitimate',
  reason: 'other',
});
