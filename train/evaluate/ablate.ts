import type { FeatureName } from '../../src/contract/schema.ts';

/** Words of features' names that say a clock was read. What remains is shape, position and order. */
const CLOCK =
  /_ms$|_ms_|time|gap|dwell|iki|speed|rate|hover|still|latency|rollover|acceleration|jerk|pause|delay|hesitation|period|first_action|peak_at|submovement|slow_end|distance_fit|curve_power|single_share|notch_cv|lattice|frame_lock|silent|burst|segmented|familiarity|lift|clock|rhythm|duration/;

/** Whether a feature needs a clock: what the ablation without time leaves out. */
export const isTimed = (name: FeatureName): boolean => CLOCK.test(name.slice(name.indexOf('.') + 1));
