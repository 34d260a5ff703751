import type { FeatureName } from '../src/contract/features/index.ts';
import type { FitOptions } from './fit/network.ts';

/** How the fitted groups are trained. Each number is a line in `model/LAB.md`. */
export const FIT: Omit<FitOptions, 'selection' | 'scaling' | 'name'> = {
  hidden: [8, 6],
  steps: 4000,
  batch: 128,
  rate: 0.004,
  decay: 0.01,
  featureDropout: 0.15,
  groupDropout: 0.3,
  modesty: 0.02,
  sharpen: 1.33,
  pointerShare: 0.45,
  joined: 0.3,
  forest: { rounds: 30, depth: 5, rate: 0.15, rows: 0.4, columns: 0.5, ridge: 5, step: 0.05 },
};

/** Simulated sessions of each family. */
export const SESSIONS = 160;

/** Features kept out of the fit, with the reason in `model/LAB.md`; evidence still carries them. */
export const LEFT_OUT: readonly FeatureName[] = ['click.drift_mean', 'click.still_share'];
