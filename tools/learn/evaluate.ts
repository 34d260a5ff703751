import type { Curve } from '../../src/decide/index.ts';
import { calibrate } from '../../src/decide/learn/calibrate.ts';
import { PRIOR } from '../../src/decide/triage/context.ts';
import { randomOf } from '../../src/decide/triage/draw.ts';
import { MATURITY_MS, NOW, type Sampling, sampleLabels } from './labels.ts';
import { type Measured, measure } from './measure.ts';
import type { ScoredPayment } from './score.ts';

/** 200 labels: a fifth of them drawn at random, as in the queue (decide.md §7). */
export const SAMPLING: Sampling = { days: 4, ranked: 40, drawn: 10 };
/** Steps of one day each. Chosen: three months. */
const MOST_DAYS = 90;
/** Where the site starts: what is shipped, and a score that is far too sure or says too much. */
export const STARTS = {
  'the stated prior': PRIOR,
  'half the slope': { slope: 0.5, intercept: 0, halfWidth: 1.4 },
  'odds twelve times too high': { slope: 1, intercept: 2.5, halfWidth: 1.4 },
} as const satisfies Readonly<Record<string, Curve>>;

export interface Row {
  readonly start: string;
  readonly before: Measured;
  /** With 200 labels and no bound; the mean and the worst of the draws. */
  readonly mean: Pick<Measured, 'ece' | 'top'>;
  readonly worst: Pick<Measured, 'ece' | 'top'>;
  /** After one bounded step, of the first draw. */
  readonly day: Measured;
  /** Days of bounded steps, each in a person's name, until the error is .01 at most; null where never. */
  readonly days: number | null;
}

interface EvaluateOptions {
  readonly draws: number;
  readonly onProgress: (text: string) => void;
}

/** What 200 labels teach, from several starts. */
export function evaluate(
  payments: readonly ScoredPayment[],
  { draws, onProgress }: EvaluateOptions,
): readonly Row[] {
  const traffic = quantilesOf(payments);
  const step = (incumbent: Curve, seed: number, limit: number): Curve => {
    const visits = sampleLabels(payments, SAMPLING, randomOf(seed));
    const anchors = [{ curve: incumbent, limit }];
    const given = { visits, traffic, incumbent, anchors, gold: null, nowMs: NOW, maturityMs: MATURITY_MS };
    const calibrated = calibrate(given);
    return calibrated.ok ? calibrated.curve : incumbent;
  };
  return Object.entries(STARTS).map(([start, incumbent]) => {
    onProgress(`${start}: ${draws} draws of 200 labels`);
    const free = Array.from({ length: draws }, (_, seed) =>
      measure(payments, step(incumbent, seed + 1, Number.POSITIVE_INFINITY)),
    );
    const of = (name: 'ece' | 'top') => free.map((one) => one[name]);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    onProgress(`${start}: bounded steps, day by day`);
    const day = measure(payments, step(incumbent, 1, 0.25));
    let curve: Curve = incumbent;
    let days = 0;
    while (days < MOST_DAYS && measure(payments, curve).ece > 0.01) {
      curve = step(curve, 1, 0.25);
      days++;
    }
    return {
      ...{ start, before: measure(payments, incumbent), day },
      mean: { ece: mean(of('ece')), top: mean(of('top')) },
      worst: { ece: Math.max(...of('ece')), top: Math.max(...of('top')) },
      days: measure(payments, curve).ece <= 0.01 ? days : null,
    };
  });
}

/** Where payments lie: fifty steps of the distribution, as the records give them. */
export function quantilesOf(payments: readonly ScoredPayment[]): readonly number[] {
  const sorted = payments.map(({ z }) => z).toSorted((a, b) => a - b);
  return Array.from({ length: 50 }, (_, at) => sorted[Math.floor(((at + 0.5) / 50) * sorted.length)] ?? 0);
}
