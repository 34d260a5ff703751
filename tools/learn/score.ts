import { FEATURES, featuresOf, LABEL_DAYS } from '../triage/features.ts';
import { fitLogistic } from '../triage/logistic.ts';
import type { Payment } from '../triage/payments.ts';

const DAY = 86_400;
/** FORMAT.md: learn on the first thirty days, then week by week. */
const FIRST_DAYS = 30;
const WEEK_DAYS = 7;

/** A payment with a score that was fitted on earlier days. */
export interface ScoredPayment extends Payment {
  /** From 0 on. */
  readonly day: number;
  /** Logit of the score. */
  readonly z: number;
}

/** Scores payments from the 31st day on, as `npm run triage` does. */
export function scorePayments(
  payments: readonly Payment[],
  onProgress: (text: string) => void,
): readonly ScoredPayment[] {
  onProgress(`${FEATURES.length} features of ${payments.length} payments`);
  const rows = featuresOf(payments);
  const scored: ScoredPayment[] = [];
  const days = Math.floor((payments.at(-1)?.at ?? -1) / DAY) + 1;
  for (let first = FIRST_DAYS; first < days; first += WEEK_DAYS) {
    const learnt = payments.findIndex(({ at }) => at >= (first - LABEL_DAYS) * DAY);
    onProgress(`day ${first}: a score from ${learnt} payments`);
    const known = payments.slice(0, learnt).map(({ isFraud }) => isFraud);
    const { logit } = fitLogistic(rows.slice(0, learnt), known);
    for (const [index, payment] of payments.entries()) {
      const day = Math.floor(payment.at / DAY);
      if (day >= first && day < first + WEEK_DAYS)
        scored.push({ ...payment, day, z: logit(rows[index] ?? new Float64Array()) });
    }
  }
  return scored;
}
