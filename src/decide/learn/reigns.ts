import type { StoredCalibration } from '../records/learning.ts';
import { PRIOR } from '../triage/context.ts';
import type { Curve } from '../triage/curve.ts';
import { type Anchor, DAY_BOUND, MONTH_BOUND } from './bound.ts';

const DAY_MS = 86_400_000;
const MONTH_MS = 30 * DAY_MS;

/** A time in which one curve was in force. */
export interface Reign {
  /** Null for the prior. */
  readonly id: string | null;
  readonly curve: Curve;
  readonly fromMs: number;
  /** Infinite while it is in force. */
  readonly toMs: number;
}

/** Every curve of an action in force, in its order; the last one is in force now. */
export function reignsOf(calibrations: readonly StoredCalibration[], action: string): readonly Reign[] {
  const own = calibrations.filter((one) => one.action === action);
  const curveOf = (id: string | null) => own.find((one) => one.id === id)?.curve ?? PRIOR;
  const events = own
    .flatMap(({ id, replaces, appliedMs, rolledBackMs }) => [
      ...(appliedMs === null ? [] : [{ atMs: appliedMs, id: id as string | null }]),
      ...(rolledBackMs === null ? [] : [{ atMs: rolledBackMs, id: replaces }]),
    ])
    .toSorted((a, b) => a.atMs - b.atMs);
  const starts = [{ atMs: Number.NEGATIVE_INFINITY, id: null as string | null }, ...events];
  return starts.map(({ atMs, id }, index) => ({
    id,
    curve: curveOf(id),
    fromMs: atMs,
    toMs: starts[index + 1]?.atMs ?? Number.POSITIVE_INFINITY,
  }));
}

/** Curves in force within the last thirty days. */
export const curvesOf = (reigns: readonly Reign[], nowMs: number): readonly Curve[] =>
  reigns.filter(({ toMs }) => toMs > nowMs - MONTH_MS).map(({ curve }) => curve);

/** Whether a curve was in force within the last thirty days. */
export const wasInForce = (
  reigns: readonly Reign[],
  { id, nowMs }: { readonly id: string | null; readonly nowMs: number },
): boolean => reigns.some((reign) => reign.id === id && reign.toMs > nowMs - MONTH_MS);

/** The curve of an action in force. */
export const reigning = (calibrations: readonly StoredCalibration[], action: string): Reign =>
  reignsOf(calibrations, action).at(-1) ?? FIRST;

const FIRST: Reign = {
  ...{ id: null, curve: PRIOR },
  ...{ fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY },
};

/**
 * What a curve that comes into force now may differ from: every curve in force within the last day, and
 * within thirty days. What was rolled back counts, too, so that two curves of one day never differ by more.
 */
export function anchorsOf(
  reigns: readonly Reign[],
  { nowMs, isNamed }: { readonly nowMs: number; readonly isNamed: boolean },
): readonly Anchor[] {
  const since = (ms: number, limit: number): readonly Anchor[] =>
    reigns.filter(({ toMs }) => toMs > nowMs - ms).map(({ curve }) => ({ curve, limit }));
  return [...since(DAY_MS, DAY_BOUND), ...(isNamed ? [] : since(MONTH_MS, MONTH_BOUND))];
}
