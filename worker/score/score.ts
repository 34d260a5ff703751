import type { Verdict } from '../../src/contract/verdict.ts';
import type { Engine } from '../../src/scoring/engine.ts';
import { explain } from '../../src/scoring/explain.ts';
import type { Model } from '../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import type { FeatureValue } from '../features/extractor.ts';

/** What a session's readings come to: the part people read, and the integers that are signed. */
export interface Appraisal {
  readonly shown: Pick<Verdict, 'level' | 'score' | 'logit' | 'reasons' | 'groups' | 'engine'>;
  /** Without flags: they say who signs, not what was seen. */
  readonly evidence: Evidence;
  /** Integer logit. */
  readonly q: number;
  /** Reason codes and integer weights in pairs, without the baseline. */
  readonly rc: readonly number[];
}

/**
 * Quantise → score → explain: the one path from readings to a verdict, in the page's worker and in `npm run score` alike. Where no group
 * has evidence the score is the baseline's, as the backend recomputes it, and the level `unknown`: nothing was said of the visitor.
 */
export async function appraise(
  model: Model,
  readings: readonly FeatureValue[],
  engine: Engine = model.exact,
): Promise<Appraisal> {
  const evidence = quantise(readings, model.manifest);
  const { q, level, score, logit, groups, engine: scoredBy } = await scoreEvidence(model, evidence, engine);
  const { reasons, rc } = await explain(model, evidence, engine);
  return { shown: { level, score, logit, reasons, groups, engine: scoredBy }, evidence, q, rc };
}
