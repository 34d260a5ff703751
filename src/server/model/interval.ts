import { FEATURES, type FeatureSpec } from '../../contract/features/index.ts';
import { INPUT_STEPS, type Settings } from '../../contract/model.ts';
import { FLAG_REDUCED_CONSENT } from '../../contract/protocol.ts';
import { COARSE_STEPS, isCoarse } from '../../scoring/coarsen.ts';
import { type Evidence, LIMIT } from '../../scoring/quantise.ts';

/** The values, in the feature's own unit, that are rounded to one step of evidence. */
export interface FeatureInterval {
  readonly least: number;
  readonly most: number;
}

/** Half a step, and a little for `Math.log1p`, which may differ in its last bit between browsers. */
const HALF_STEP = 0.51;
/** What reduced consent rounds away besides. */
const HALF_COARSE = COARSE_STEPS / 2;

/**
 * The interval of a feature's integer of evidence. It is open at the ends of the evidence's and the feature's
 * range, because values beyond were clamped.
 */
export function intervalOf(
  { values, flags }: Pick<Evidence, 'values' | 'flags'>,
  index: number,
  { center, scale }: Settings,
): FeatureInterval {
  const feature: FeatureSpec | undefined = FEATURES[index];
  if (!feature) return EVERYTHING;
  const value = values[index] ?? 0;
  const isReduced = (flags & FLAG_REDUCED_CONSENT) !== 0;
  const half = HALF_STEP + (isReduced && isCoarse(index) ? HALF_COARSE : 0);
  const raw = (steps: number) => {
    const transformed = (center[index] ?? 0) + (steps / INPUT_STEPS) * (scale[index] ?? 0);
    return feature.transform === 'log1p' ? Math.expm1(transformed) : transformed;
  };
  const [least, most] = [raw(value - half), raw(value + half)];
  return {
    least: value <= -LIMIT || least <= feature.min ? Number.NEGATIVE_INFINITY : least,
    most: value >= LIMIT || most >= feature.max ? Number.POSITIVE_INFINITY : most,
  };
}

const EVERYTHING: FeatureInterval = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };
