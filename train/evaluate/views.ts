import type { GroupName } from '../../src/contract/features/index.ts';
import type { Row } from '../data/row.ts';
import { contributions, type Fitted, isActive } from '../fit/network.ts';
import { FITTED, type FittedName } from '../fit/select.ts';
import { LIMITS, PRIOR } from '../rules/limits.ts';

/**
 * Where the simulator itself leaves a trace, as its control (a person's own strokes, played back) shows in
 * `model/LAB.md`: a study that counted these would measure the simulator.
 */
const TRACED: readonly GroupName[] = ['click', 'scroll'];

/** Groups that a study of families may count. */
export const SHAPED: readonly FittedName[] = FITTED.filter((group) => !TRACED.includes(group));

/**
 * What of a session is looked at: one group, the traceless groups together, or all learnt groups together.
 */
export type View = FittedName | 'shape' | 'fused';
export const VIEWS: readonly View[] = ['fused', 'shape', ...FITTED];

/** A logit per view that has evidence; higher is riskier. */
export type Views = Readonly<Partial<Record<View, number>>>;

/** Whether any traceless group would count for this row. */
export const isShaped = (row: Row): boolean => SHAPED.some((group) => isActive(row, group));

/** Views of the additive model: bounded group contributions, and their sums on top of the prior. */
export function viewsOf(model: Fitted, row: Row): Views {
  const views: Partial<Record<View, number>> = {};
  for (const [name, value] of Object.entries(contributions(model, row))) {
    const group = name as FittedName; // a key of what `contributions` gives
    const { risk, trust } = LIMITS[group];
    const bounded = Math.max(-trust, Math.min(risk, value));
    views[group] = bounded;
    views.fused = (views.fused ?? PRIOR) + bounded;
    if (SHAPED.includes(group)) views.shape = (views.shape ?? PRIOR) + bounded;
  }
  return views;
}
