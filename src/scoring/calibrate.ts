import type { Settings } from '../contract/model.ts';

/**
 * Calibrated probability of automation for a logit, 0..1: Platt scaling with the settings' slope and
 * intercept.
 */
export function calibrate(logit: number, { slope, intercept }: Settings['calibration']): number {
  return 1 / (1 + Math.exp(-(slope * logit + intercept)));
}
