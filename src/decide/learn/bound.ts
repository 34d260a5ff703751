import { type Curve, logitAt, RANGE } from '../triage/curve.ts';

/** Most that curves in force within one day differ, logits (decide.md §8). */
export const DAY_BOUND = 0.25;
/** The same within thirty days, unless a named person answers for more. */
export const MONTH_BOUND = 1;
/** Steps stop short of a bound by what rounding may add, so that the bound itself is never passed. */
const ROUNDING = 1 - 1e-9;

/** A curve that was in force, and how far from it another may be. */
export interface Anchor {
  readonly curve: Curve;
  /** Logits. */
  readonly limit: number;
}

/**
 * How far two curves differ for any visit: by their middle, which is farthest apart at an end of the range,
 * and by their interval.
 */
export const distanceOf = (a: Curve, b: Curve): number =>
  Math.max(...RANGE.map((z) => Math.abs(logitAt(a, z) - logitAt(b, z)))) +
  Math.abs(a.halfWidth - b.halfWidth);

/** Whether a curve keeps the bounds. Ends of intervals, by which cases rank, keep them too. */
export const isWithin = (curve: Curve, anchors: readonly Anchor[]): boolean =>
  anchors.every((anchor) => distanceOf(curve, anchor.curve) <= anchor.limit);

/**
 * The curve on the way from `from` to `to` that is as far as the bounds allow; `share` says how far. The
 * middle moves first, and the interval takes what is left. Null where not even `from` keeps the bounds.
 */
export function shrink(
  from: Curve,
  to: Curve,
  anchors: readonly Anchor[],
): { readonly curve: Curve; readonly share: number } | null {
  if (!isWithin(from, anchors)) return null;
  const line = (share: number): Curve => ({ ...mix(from, to, share), halfWidth: from.halfWidth });
  const share = farthest(line, anchors);
  const middle = line(share);
  const width = (part: number): Curve => ({ ...middle, halfWidth: mix(from, to, part).halfWidth });
  return { curve: width(farthest(width, anchors)), share };
}

function mix(from: Curve, to: Curve, share: number): Curve {
  const between = (a: number, b: number) => a + share * (b - a);
  return {
    slope: between(from.slope, to.slope),
    intercept: between(from.intercept, to.intercept),
    halfWidth: between(from.halfWidth, to.halfWidth),
  };
}

/** Halvings until a share is as exact as a double is. */
const HALVINGS = 60;

/** The greatest share that keeps the bounds. They are convex: what lies between two that do, does. */
function farthest(at: (share: number) => Curve, anchors: readonly Anchor[]): number {
  const tight = anchors.map(({ curve, limit }) => ({ curve, limit: limit * ROUNDING }));
  if (isWithin(at(1), tight)) return 1;
  let [kept, passed] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (kept + passed) / 2;
    if (isWithin(at(middle), tight)) kept = middle;
    else passed = middle;
  }
  return kept;
}
