import type { Level, Reason } from '../../contract/verdict.ts';
import type { Claims } from '../../server/jws/claims.ts';
import type { Model } from '../../server/model/index.ts';
import { decodeBase64url } from '../../wire/base64url.ts';

/** What the evidence comes to. */
export interface Scored {
  readonly ok: true;
  readonly level: Level;
  readonly score: number | null;
  /** The page claimed the same score. */
  readonly isClaimed: boolean;
  readonly isPlausible: boolean;
  readonly reasons: readonly Reason[];
}

export type ScoredAgain =
  | Scored
  | { readonly ok: false; readonly code: 'model_unknown' | 'evidence_invalid' };

/** The score of the signed evidence, by the package's model. Flags of a backend may still raise its level. */
export function scoreAgain(model: Model, { mdl, ev, q }: Claims): ScoredAgain {
  if (mdl !== model.id) return { ok: false, code: 'model_unknown' };
  const bytes = decodeBase64url(ev);
  const evidence = bytes && model.readEvidence(bytes);
  if (!evidence?.ok) return { ok: false, code: 'evidence_invalid' };
  const { level, score, q: own, unfamiliar } = model.score(evidence.value);
  return {
    ok: true,
    level,
    score,
    isClaimed: own === q,
    isPlausible: model.isPlausible(evidence.value, level),
    reasons: model.explain(evidence.value, unfamiliar),
  };
}
