import type { Verdict } from '../../src/contract/verdict.ts';
import { coarsen } from '../../src/scoring/coarsen.ts';
import type { Engine } from '../../src/scoring/engine.ts';
import { explain } from '../../src/scoring/explain.ts';
import type { Model } from '../../src/scoring/model.ts';
import { type Evidence, quantise } from '../../src/scoring/quantise.ts';
import { scoreEvidence } from '../../src/scoring/score.ts';
import type { FeatureValue } from '../features/extractor.ts';

/** The result of scoring a session: the part that people read, and the integers that are signed. */
export interface Assessment {
  readonly verdict: Pick<Verdict, 'level' | 'score' | 'logit' | 'reasons' | 'groups' | 'engine'>;
  /** Without flags: they say who signs, not what was seen. */
  readonly evidence: Evidence;
  /** Integer logit. */
  readonly q: number;
  /** Reason codes and integer weights in pairs, without the baseline. */
  readonly rc: readonly number[];
}

export interface ScoreOptions {
  /** @default the model's reference engine */
  readonly engine?: Engine;
  /** Whether the visitor's consent is reduced: the evidence is coarser. @default false */
  readonly reduced?: boolean;
}

/**
 * Quantises the feature values, scores them and explains the score. The page's worker and `npm run score`
 * both use this one path. Where no group has evidence, the score is the baseline's, as the backend recomputes
 * it, and the level is `unknown`.
 */
export async function scoreSession(
  model: Model,
  features: readonly FeatureValue[],
  { engine = model.exact, reduced = false }: ScoreOptions = {},
): Promise<Assessment> {
  const fine = quantise(features, model.manifest);
  const evidence = reduced ? coarsen(fine) : fine;
  const { q, level, score, logit, groups, engine: scoredBy } = await scoreEvidence(model, evidence, engine);
  const { reasons, rc } = await explain(model, evidence, engine);
  return { verdict: { level, score, logit, reasons, groups, engine: scoredBy }, evidence, q, rc };
}
