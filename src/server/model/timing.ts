import { FEATURES, type FeatureName } from '../../contract/features/index.ts';
import type { Settings } from '../../contract/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { spanOf } from './interval.ts';

/**
 * Features that are durations in ms, and how often at least that long has passed when the extractor reports them (`worker/features`): it
 * wants 10 written characters, 5 gaps between keys, 3 rests before a click, 2 hesitations, and half of them reach the median.
 */
const DURATIONS: Partial<Record<FeatureName, number>> = {
  'flow.first_action_ms': 1,
  'flow.character_ms': 10,
  'keys.iki_p50': 3,
  'click.gap_p50': 2,
  'conduct.hesitation_p50': 1,
};

/** The least time in seconds that a visit with this evidence took. */
export function claimedSeconds(evidence: Evidence, manifest: Settings): number {
  const spans = FEATURES.map((feature, index) => {
    const count = DURATIONS[feature.name] ?? 0;
    return count === 0 || evidence.missing[index]
      ? 0
      : count * spanOf(evidence.values[index] ?? 0, index, manifest).least;
  });
  return Math.max(0, ...spans) / 1000;
}
