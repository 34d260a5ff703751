import type { FeatureName } from '../src/contract/features/index.ts';
import type { FitOptions } from './fit/network.ts';

/** How the fitted groups are trained. Each number is a line in `model/LAB.md`. */
export const FIT: Omit<FitOptions, 'selection' | 'scaling' | 'name'> = {
  hidden: [8, 6],
  steps: 8000,
  batchSize: 128,
  learningRate: 0.004,
  weightDecay: 0.01,
  featureDropout: 0.15,
  groupDropout: 0.3,
  outputPenalty: 0.02,
  inverseTemperature: 1.33,
  pointerShare: 0.4,
  jointSessionShare: 0.3,
  strokeTrees: {
    rounds: 26,
    depth: 5,
    learningRate: 0.15,
    rowShare: 0.4,
    columnShare: 0.5,
    ridge: 5,
    leafStep: 0.05,
  },
};

/** Features kept out of the fit, with the reason in `model/LAB.md`; evidence still carries them. */
export const LEFT_OUT: readonly FeatureName[] = ['click.drift_mean', 'click.still_share'];
