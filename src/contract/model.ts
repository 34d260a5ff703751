import type { GroupName } from './features/index.ts';

/**
 * The shipped network. Graph (opset 13, one QDQ chain; every tensor per-tensor quantised):
 *
 *   x uint8 [N, 2F] ─ DequantizeLinear(s0, 128) ─ Gemm ─ Relu ─ QuantizeLinear ─ DequantizeLinear ─ … ─ Gemm
 * ─
 *   QuantizeLinear(logitScale, 128) ─ y uint8 [N, G]
 *
 * Columns 0..F−1 of `x` are the features' values, F..2F−1 say which are missing (128 present, 160 missing).
 * Weight matrices are block-diagonal: a group's output column is a function of its own features only. Weights
 * uint8 with zero point 128. Outputs of a Relu have zero point 0, so that onnxruntime drops the Relu and runs
 * one QGemm a layer; every other tensor has 128. Biases are int32 in steps of input scale · weight scale.
 */
export interface Manifest extends Settings, Pin {
  readonly v: 1;
  readonly name: string;
  readonly version: number;
  readonly file: string;
  readonly thresholds: Settings['thresholds'] & { readonly source: string };
  /**
   * From this time on a verdict scored with it is `medium` at best, epoch seconds; 0 or absent: never (A16).
   */
  readonly deprecated?: number;
  /** From this time on it must not be used, epoch seconds; 0: never. */
  readonly exp: number;
  /**
   * The least root mean square of present values, in steps, that evidence of a person has; below it evidence
   * is implausible (A17). Training sets `rms` to .8 × the least of `n` visits, long and short ones, of people
   * the model was not fitted to. A backend's loader requires it.
   */
  readonly floor?: { readonly rms: number; readonly n: number };
  /**
   * Where the evidence of the training lies, by learnt group. A backend's level does not rest on groups whose
   * evidence lies elsewhere; a page has no use for it. Absent: nothing is unfamiliar.
   */
  readonly seen?: Readonly<Partial<Record<GroupName, Seen>>>;
  /** The same network for a page to score with (`scoring/weights.ts`); a backend has no use for it. */
  readonly weights?: Pin & { readonly file: string };
}

/** The evidence of one group that the training had: all that lies near one of some points. */
export interface Seen {
  /** The points, base64url: one int8 for each of the group's features, in wire order, point after point. */
  readonly points: string;
  /**
   * How far from the nearest point evidence may lie: root mean square of the differences over the features
   * that are present, steps.
   */
  readonly radius: number;
}

/** What a file must be. */
export interface Pin {
  readonly bytes: number;
  /**
   * SHA-256 of the file, lower-case hex; the first 16 bytes of the model's, in base64url, are the verdict's
   * `mdl`.
   */
  readonly sha256: string;
}

/** What scoring needs to know beside the network. */
export interface Settings {
  /** `SCHEMA_ID` of the features it was trained on. */
  readonly schema: number;
  /**
   * Per feature, in schema order: the input integer is clamp(rhe((transform(value) − center) / scale · 32),
   * −127..127).
   */
  readonly center: readonly number[];
  readonly scale: readonly number[];
  /** Logit units of one step of the integer logit; a power of two, so that sums stay exact. */
  readonly logitScale: number;
  /** Integer logit when no group has evidence. */
  readonly bias: number;
  /** score = 1 / (1 + exp(−(slope · logit + intercept))). */
  readonly calibration: { readonly slope: number; readonly intercept: number };
  /** Least score of each level, and in a manifest where the numbers come from. */
  readonly thresholds: { readonly medium: number; readonly high: number };
}

/** Input steps per unit of a normalised feature. */
export const INPUT_STEPS = 32;
/** Zero point of every uint8 tensor but the outputs of Relu. */
export const ZERO = 128;
/** Value of a missing-indicator column for a missing feature. */
export const MISSING = 160;

export type ModelCode = 'model_unavailable' | 'model_hash' | 'model_malformed' | 'model_unsupported';
