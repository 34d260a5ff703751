import type { Row } from '../data/row.ts';
import { LIMITS, PRIOR } from '../rules/limits.ts';
import { contributions, type Fitted } from './network.ts';
import { FITTED, type FittedName } from './select.ts';

/** Logit of the fitted groups in real numbers, each bounded as in the shipped network. */
export function evidenceOf(model: Fitted, row: Row, groups: readonly FittedName[] = FITTED): number {
  const parts = contributions(model, row);
  return groups.reduce((sum, group) => {
    const { risk, trust } = LIMITS[group];
    return sum + Math.max(-trust, Math.min(risk, parts[group] ?? 0));
  }, PRIOR);
}
