import { PRIOR } from '../triage/context.ts';
import { type Curve, logitAt, RANGE, sigmoid } from '../triage/curve.ts';
import type { Weighed } from './weigh.ts';

/** Least slope: a curve never turns around, so that no label changes the order of visits. Chosen. */
export const LEAST_SLOPE = 0.05;
/** Most slope. Chosen: seven times the prior's; beyond it a curve is a step. */
export const MOST_SLOPE = 5;
/** Newton steps at the most; on the payments eight are enough. */
const STEPS = 50;
/** A step that changes nothing by more than this is the last. */
const STILL = 1e-10;
/** Keeps the system solvable where all visits have one z. */
const RIDGE = 1e-6;
/** 80 % of a normal distribution lie within so many deviations. */
const Z80 = 1.2816;

/** A visit for the fit: fraud with a probability of `target`. */
interface Point {
  /** Within the range. */
  readonly x: number;
  /** What is added beyond it. */
  readonly offset: number;
  readonly target: number;
  readonly weight: number;
}

interface FitOptions {
  readonly incumbent: Curve;
  /** Weight of what the curve in force says. */
  readonly incumbentWeight: number;
  /** Where visits lie: what the curve in force says is said there. */
  readonly traffic: readonly number[];
}

/**
 * Platt's curve through the labels, and through what the curve in force says of the site's own traffic. That
 * traffic is not chosen by whom the labels are about.
 */
export function fitPlatt(examples: readonly Weighed[], options: FitOptions): Curve {
  const { incumbent, incumbentWeight } = options;
  const traffic = options.traffic.length > 0 ? options.traffic : examples.map(({ z }) => z);
  const each = incumbentWeight / Math.max(1, traffic.length);
  const points = [
    ...examples.map(({ z, isFraud, weight }) => pointOf(z, Number(isFraud), weight)),
    ...traffic.map((z) => pointOf(z, sigmoid(logitAt(incumbent, z)), each)),
  ];
  const free = newton(points, incumbent, false);
  const slope = Math.max(LEAST_SLOPE, Math.min(MOST_SLOPE, free.slope));
  const line = slope === free.slope ? free : newton(points, { ...incumbent, slope }, true);
  const isLine = Number.isFinite(line.slope) && Number.isFinite(line.intercept);
  return isLine ? { ...line, halfWidth: halfWidthOf(examples) } : incumbent;
}

function pointOf(z: number, target: number, weight: number): Point {
  const x = Math.max(RANGE[0], Math.min(RANGE[1], z));
  return { x, offset: PRIOR.slope * (z - x), target, weight };
}

/** Half of the 80 % interval of a share of fraud that rests on so many labels of the rarer kind. */
function halfWidthOf(examples: readonly Weighed[]): number {
  const effective = (isFraud: boolean) => {
    const weights = examples.filter((one) => one.isFraud === isFraud).map(({ weight }) => weight);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
    return squares > 0 ? total ** 2 / squares : 0;
  };
  const labels = Math.min(effective(true), effective(false));
  return Math.min(PRIOR.halfWidth, Z80 / Math.sqrt(Math.max(1, labels)));
}

type Line = Pick<Curve, 'slope' | 'intercept'>;

/** Newton's method with halved steps: the loss never grows. */
function newton(points: readonly Point[], start: Line, isSlopeFixed: boolean): Line {
  let line: Line = { slope: start.slope, intercept: start.intercept };
  let loss = lossOf(points, line);
  for (let step = 0; step < STEPS; step++) {
    const change = changeOf(points, line, isSlopeFixed);
    let scale = 1;
    let next = moved(line, change, scale);
    while (lossOf(points, next) > loss && scale > STILL) {
      scale /= 2;
      next = moved(line, change, scale);
    }
    const after = lossOf(points, next);
    if (!(after <= loss)) break;
    line = next;
    loss = after;
    if (Math.abs(change.slope) + Math.abs(change.intercept) < STILL) break;
  }
  return line;
}

const moved = (line: Line, change: Line, scale: number): Line => ({
  slope: line.slope + scale * change.slope,
  intercept: line.intercept + scale * change.intercept,
});

/** One step of Newton's method. */
function changeOf(points: readonly Point[], { slope, intercept }: Line, isSlopeFixed: boolean): Line {
  let [gx, g1, hxx, hx1, h11] = [0, 0, RIDGE, 0, RIDGE];
  for (const { x, offset, target, weight } of points) {
    const p = sigmoid(slope * x + intercept + offset);
    const error = weight * (target - p);
    const variance = weight * Math.max(p * (1 - p), RIDGE);
    gx += error * x;
    g1 += error;
    hxx += variance * x * x;
    hx1 += variance * x;
    h11 += variance;
  }
  if (isSlopeFixed) return { slope: 0, intercept: g1 / h11 };
  const determinant = hxx * h11 - hx1 * hx1;
  return { slope: (gx * h11 - g1 * hx1) / determinant, intercept: (g1 * hxx - gx * hx1) / determinant };
}

/** Weighted cross-entropy, by the logit: no logarithm of zero. */
function lossOf(points: readonly Point[], { slope, intercept }: Line): number {
  let loss = 0;
  for (const { x, offset, target, weight } of points) {
    const logit = slope * x + intercept + offset;
    loss += weight * (Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(0, logit) - target * logit);
  }
  return loss;
}
