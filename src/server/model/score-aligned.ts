import type { Level } from '../../contract/verdict.ts';
import type { Model } from '../../scoring/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import type { Score } from '../../scoring/score.ts';
import { alignEvidence, type SiteMeasures, thresholdMoveOf } from '../../scoring/site-measures.ts';
import { type Judgement, judge, type Regions } from './unfamiliar.ts';

/** From the best on: who cannot be judged is asked less than who is suspected. */
const ORDER: readonly Level[] = ['low', 'unknown', 'medium', 'high'];
const isWorse = (one: Score, other: Score): boolean =>
  one.logit > other.logit || ORDER.indexOf(one.level) > ORDER.indexOf(other.level);

export interface Aligning extends SiteMeasures {
  /** Where the evidence of the training lies. @default nothing is unfamiliar */
  readonly seen?: Regions;
}

/**
 * Scores evidence by a site's own measures: its people are what is usual, and its thresholds count. They only
 * ever excuse. Who is unlike most of the site's people, such as those who use no pointer, would be judged by
 * the many; so where the site's measures say more against a visit than the shipped ones, those hold (LAB.md,
 * 53).
 */
export function scoreAligned(model: Model, evidence: Evidence, aligning: Aligning): Judgement {
  const { seen = new Map() } = aligning;
  const { manifest } = model;
  const { slope } = manifest.calibration;
  const moved = (threshold: number): number => {
    const logit = Math.log(threshold / (1 - threshold)) + slope * thresholdMoveOf(aligning);
    return 1 / (1 + Math.exp(-logit));
  };
  const thresholds = { medium: moved(manifest.thresholds.medium), high: moved(manifest.thresholds.high) };
  const site = { ...model, manifest: { ...manifest, thresholds } };
  const own = judge(site, alignEvidence(evidence, aligning), seen);
  const shipped = judge(model, evidence, seen);
  return isWorse(own, shipped) ? shipped : own;
}
