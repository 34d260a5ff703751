import type { Model } from '../../scoring/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { type Score, scoreEvidence } from '../../scoring/score.ts';
import { alignEvidence, type SiteMeasures, thresholdMoveOf } from '../../scoring/site-measures.ts';

/** Scores evidence by a site's own measures: its people are what is usual, and its thresholds count. */
export function scoreAligned(model: Model, evidence: Evidence, measures: SiteMeasures): Score {
  const { manifest } = model;
  const { slope } = manifest.calibration;
  const moved = (threshold: number): number => {
    const logit = Math.log(threshold / (1 - threshold)) + slope * thresholdMoveOf(measures);
    return 1 / (1 + Math.exp(-logit));
  };
  const thresholds = { medium: moved(manifest.thresholds.medium), high: moved(manifest.thresholds.high) };
  return scoreEvidence(
    { ...model, manifest: { ...manifest, thresholds } },
    alignEvidence(evidence, measures),
  );
}
