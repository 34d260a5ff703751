import type { FeatureName } from '../../src/contract/features/index.ts';

/** Groups that depend on time entirely: speed, rhythm, and the trees that read both. */
const GROUPS: readonly string[] = ['motion', 'keys', 'key_profile', 'stroke_model'];

/**
 * Words in other features' names that mean a clock was read. The remaining features are shape, position and
 * order.
 */
const CLOCK =
  /_ms$|gap|dwell|iki|speed|rate|hover|still|latency|delay|hesitation|period|peak_at|single_share|notch_cv|lattice|frame_lock|silent|burst|segmented|familiarity|lift|beat|smoothness|shake/;

/** Whether a feature needs a clock: what the ablation without time leaves out. */
export function isTimed(name: FeatureName): boolean {
  const [group = '', measure = ''] = name.split('.');
  return GROUPS.includes(group) || CLOCK.test(measure);
}
