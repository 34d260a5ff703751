import { type Curve, logitAt } from '../../src/decide/index.ts';
import { reliabilityOf } from '../../src/decide/learn/reliability.ts';
import { sigmoid } from '../../src/decide/triage/curve.ts';
import type { ScoredPayment } from './score.ts';

/** How well a curve says what became of all payments. */
export interface Measured {
  /** Expected calibration error over ten bins of equal size. */
  readonly ece: number;
  /** The same of the tenth with the greatest p. */
  readonly top: number;
  /** Share of fraud with p ≥ .5. */
  readonly recall: number;
  /** Area under the ROC curve. */
  readonly auc: number;
}

/** p from which on a payment counts as caught. */
const CAUGHT = 0.5;

export function measure(payments: readonly ScoredPayment[], curve: Curve): Measured {
  const { ece, top } = reliabilityOf(
    payments.map(({ z, isFraud }) => ({ z, isFraud, weight: 1 })),
    curve,
  );
  const fraud = payments.filter(({ isFraud }) => isFraud);
  const caught = fraud.filter(({ z }) => sigmoid(logitAt(curve, z)) >= CAUGHT);
  return { ece, top, recall: caught.length / fraud.length, auc: aucOf(payments, curve) };
}

/** Share of pairs of a fraud and a good payment in which the fraud has the greater logit; half for a tie. */
function aucOf(payments: readonly ScoredPayment[], curve: Curve): number {
  const sorted = payments
    .map(({ z, isFraud }) => ({ logit: logitAt(curve, z), isFraud }))
    .toSorted((a, b) => a.logit - b.logit);
  let [below, wins, fraud] = [0, 0, 0];
  for (let from = 0; from < sorted.length; ) {
    const logit = sorted[from]?.logit;
    let to = from;
    while (sorted[to]?.logit === logit) to++;
    const tied = sorted.slice(from, to);
    const bad = tied.filter(({ isFraud }) => isFraud).length;
    wins += bad * (below + (tied.length - bad) / 2);
    fraud += bad;
    below += tied.length - bad;
    from = to;
  }
  return wins / (fraud * below);
}
