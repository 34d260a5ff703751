import type { GroupName } from '../../src/contract/features/index.ts';
import type { Row } from '../data/row.ts';
import { contributions, type Fitted, isActive } from '../fit/network.ts';
import { FITTED, type FittedName } from '../fit/select.ts';
import { LIMITS, PRIOR } from '../rules/limits.ts';

/**
 * Groups in which the simulator itself leaves a trace, as its control shows (a person's own strokes, played
 * back; `model/LAB.md`). A study with these groups would measure the simulator.
 */
const TRACED: readonly GroupName[] = ['click', 'scroll'];

/** Groups that a study of families may count. */
export const SHAPED: readonly FittedName[] = FITTED.filter((group) => !TRACED.includes(group));

/** The part of a session that is scored: one group, all groups without a trace, or all learnt groups. */
export type View = FittedName | 'shape' | 'fused';
export const VIEWS: readonly View[] = ['fused', 'shape', ...FITTED];

/** A logit per view that has evidence; higher is riskier. */
export type Views = Readonly<Partial<Record<View, number>>>;

/** Whether any group without a trace counts for this row. */
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
