import { INPUT_STEPS, type Manifest } from '../contract/model.ts';
import { FEATURES, type FeatureName, type FeatureSpec } from '../contract/schema.ts';
import type { Evidence } from '../scoring/quantise.ts';

/**
 * Features that are durations in ms, and how many such durations the visit must at least have contained one after another: a median of n
 * gaps has half of them at or above it, and the extractor reports none with fewer than its minimum.
 */
const DURATIONS: Partial<Record<FeatureName, number>> = {
  'flow.first_action_ms': 1,
};

/** The least time in seconds that a visit with this evidence took. */
export function claimedSeconds(evidence: Evidence, manifest: Manifest): number {
  const spans = FEATURES.map((feature, index) => {
    const count = DURATIONS[feature.name] ?? 0;
    return count === 0 || evidence.missing[index]
      ? 0
      : count * leastValue(evidence.values[index] ?? 0, index, manifest);
  });
  return Math.max(0, ...spans) / 1000;
}

/** Smallest raw value that is quantised to this integer; at the lower end of the range anything may have been clamped. */
function leastValue(value: number, index: number, { center, scale }: Manifest): number {
  const feature: FeatureSpec | undefined = FEATURES[index];
  if (!feature || value <= -127) return 0;
  const transformed = (center[index] ?? 0) + ((value - 0.5) / INPUT_STEPS) * (scale[index] ?? 0);
  return feature.transform === 'log1p' ? Math.expm1(transformed) : transformed;
}
