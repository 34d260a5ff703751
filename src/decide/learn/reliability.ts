import type { Reliability, ReliabilityBin } from '../records/learning.ts';
import { type Curve, logitAt, sigmoid } from '../triage/curve.ts';
import type { Weighed } from './weigh.ts';

/** Bars of the diagram: tenths of the weight. */
const BINS = 10;

/** How well p says the share of fraud, over tenths of the labels by their p. */
export function reliabilityOf(examples: readonly Weighed[], curve: Curve): Reliability {
  const sorted = examples
    .map(({ z, isFraud, weight }) => ({ p: sigmoid(logitAt(curve, z)), isFraud, weight }))
    .toSorted((a, b) => a.p - b.p);
  const whole = sorted.reduce((total, { weight }) => total + weight, 0);
  const sums = Array.from({ length: BINS }, () => ({ p: 0, fraud: 0, weight: 0, labels: 0 }));
  let before = 0;
  for (const { p, isFraud, weight } of sorted) {
    const place = Math.min(BINS - 1, Math.floor((BINS * (before + weight / 2)) / whole));
    const bin = sums[place];
    if (!bin) continue;
    before += weight;
    bin.p += weight * p;
    bin.fraud += isFraud ? weight : 0;
    bin.weight += weight;
    bin.labels++;
  }
  const bins = sums.filter(({ weight }) => weight > 0).map(binOf);
  const gap = ({ p, rate }: ReliabilityBin) => Math.abs(p - rate);
  const ece = bins.reduce((total, bin) => total + (bin.weight / whole) * gap(bin), 0);
  const last = bins.at(-1);
  return { bins, ece, top: last ? gap(last) : 0 };
}

const binOf = (bin: {
  readonly p: number;
  readonly fraud: number;
  readonly weight: number;
  readonly labels: number;
}): ReliabilityBin => ({
  p: bin.p / bin.weight,
  rate: bin.fraud / bin.weight,
  weight: bin.weight,
  labels: bin.labels,
});
