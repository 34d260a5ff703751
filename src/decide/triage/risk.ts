import type { Risk } from '../decision.ts';
import { type Calibration, PRIOR } from './context.ts';
import { logitAt, sigmoid } from './curve.ts';

/** The calibration of an action; the prior until the site has labels. */
export type CalibrationOf = (action: string) => Calibration;
export const priorOf: CalibrationOf = () => PRIOR;

/** What is known of a visit without a score. */
const UNKNOWN: Risk = { p: null, basis: 'none', low: 0, high: 1 };

/** Probability of fraud by a sum of logits, with the interval that holds it with 80 %. */
export function riskOf(z: number | null, calibration: Calibration): Risk {
  if (z === null || Number.isNaN(z)) return UNKNOWN;
  const { halfWidth, basis } = calibration;
  const logit = logitAt(calibration, z);
  if (Number.isNaN(logit)) return UNKNOWN;
  const at = (shift: number) => sigmoid(logit + shift);
  return { p: at(0), basis, low: at(-halfWidth), high: at(halfWidth) };
}
