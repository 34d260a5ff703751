import { FEATURES, SCHEMA_ID } from '../../contract/features/index.ts';
import type { DriftVerdict } from './drift.ts';

/** Bins of a feature: eight of its 256 steps each, and one for visits that lack it. */
export const FEATURE_BINS = 33;
const STEPS_A_BIN = 8;
/** Bins of the score's logit: a quarter of a logit each, from −16 to 16. Chosen: scores end far within. */
export const SCORE_BINS = 128;
const BINS_A_LOGIT = 4;

/** What a verdict shows, in bins. */
export interface Binned {
  /** Of each feature. */
  readonly features: Uint8Array;
  /** Null where there is no score. */
  readonly score: number | null;
}

/** Null for evidence of another schema, and for what is no evidence. */
export function binned({ evidence, logit }: DriftVerdict): Binned | null {
  const { schema, values, missing } = evidence ?? {};
  if (schema !== SCHEMA_ID || values?.length !== FEATURES.length || missing?.length !== FEATURES.length)
    return null;
  const features = Uint8Array.from(values, (value, index) =>
    missing[index] === 0 ? Math.floor((value + 128) / STEPS_A_BIN) : FEATURE_BINS - 1,
  );
  return { features, score: typeof logit === 'number' && Number.isFinite(logit) ? scoreBin(logit) : null };
}

const scoreBin = (logit: number): number =>
  Math.max(0, Math.min(SCORE_BINS - 1, Math.floor(logit * BINS_A_LOGIT) + SCORE_BINS / 2));
