import type { Verdict } from '../src/contract/verdict.ts';
import type { Engine } from '../src/scoring/engine.ts';
import { explain } from '../src/scoring/explain.ts';
import type { Model } from '../src/scoring/model.ts';
import { type Evidence, quantise } from '../src/scoring/quantise.ts';
import { activeGroups, scoreEvidence } from '../src/scoring/score.ts';
import type { Reading } from './session.ts';

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
 * has evidence there is no score – the baseline alone says nothing about the visitor.
 */
export async function appraise(
  model: Model,
  readings: readonly Reading[],
  engine: Engine = model.exact,
): Promise<Appraisal> {
  const evidence = quantise(readings, model.manifest);
  const { q, level, score, logit, groups, engine: scoredBy } = await scoreEvidence(model, evidence, engine);
  if (activeGroups(evidence).length === 0) {
    const shown = {
      level: 'unknown',
      score: null,
      logit: null,
      reasons: [],
      groups: {},
      engine: scoredBy,
    } as const;
    return { shown, evidence, q, rc: [] };
  }
  const { reasons, rc } = await explain(model, evidence, engine);
  return { shown: { level, score, logit, reasons, groups, engine: scoredBy }, evidence, q, rc };
}
