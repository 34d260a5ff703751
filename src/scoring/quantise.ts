import { FEATURES, type FeatureSpec } from '../contract/features/index.ts';
import { INPUT_STEPS, type Settings } from '../contract/model.ts';

/** What a verdict is computed from, and all that leaves the page of it (protocol §1.5). */
export interface Evidence {
  /** `SCHEMA_ID` of the features. */
  readonly schema: number;
  /** `FLAG_…` bits of `contract/protocol.ts`. */
  readonly flags: number;
  /** −127..127 as quantised here, any int8 as decoded; 0 for a missing feature. */
  readonly values: Int8Array;
  /** 1 for a missing feature. */
  readonly missing: Uint8Array;
  /** Optional parts by type: 1 keyed view, 2 checkpoint hash, 3 per-window counters. */
  readonly parts?: ReadonlyMap<number, Uint8Array>;
}

/** One feature as extracted. */
export interface Measurement {
  /** In the feature's own unit. */
  readonly value: number;
  readonly valid: boolean;
}

/** Largest magnitude of an input integer; −128 never occurs, so that the range is symmetric. */
export const LIMIT = 127;

/** The evidence for a session's feature values, in the order of FEATURES; without flags or parts. */
export function quantise(measurements: readonly Measurement[], manifest: Settings): Evidence {
  const values = new Int8Array(FEATURES.length);
  const missing = new Uint8Array(FEATURES.length);
  FEATURES.forEach((_, index) => {
    const measurement = measurements[index];
    if (measurement?.valid && Number.isFinite(measurement.value))
      values[index] = quantiseValue(measurement.value, index, manifest);
    else missing[index] = 1;
  });
  return { schema: manifest.schema, flags: 0, values, missing };
}

/**
 * `clamp(rhe((transform(value) − center) / scale · 32), −127, 127)` of the value clamped to the feature's
 * bounds.
 */
export function quantiseValue(value: number, index: number, manifest: Settings): number {
  const feature: FeatureSpec | undefined = FEATURES[index];
  if (!feature) return 0;
  const bounded = Math.min(Math.max(value, feature.min), feature.max);
  const raw = feature.transform === 'log1p' ? Math.log1p(bounded) : bounded;
  const steps = ((raw - (manifest.center[index] ?? 0)) / (manifest.scale[index] ?? 1)) * INPUT_STEPS;
  return Math.min(Math.max(roundHalfEven(steps), -LIMIT), LIMIT);
}

/** Round half to even, as ONNX QuantizeLinear does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
