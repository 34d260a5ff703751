import type { Manifest, ModelCode } from '../../contract/model.ts';
import type { Result } from '../../contract/result.ts';
import type { Reason } from '../../contract/verdict.ts';
import { explainExactly } from '../../scoring/explain.ts';
import { MIN_FEATURES } from '../../scoring/level.ts';
import { type Model as Arithmetic, loadModel as load } from '../../scoring/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { createEvidenceReader } from '../../scoring/read-evidence.ts';
import { rootMeanSquare } from '../../scoring/root-mean-square.ts';
import { type Score, scoreEvidence } from '../../scoring/score.ts';
import { inWords } from '../../scoring/sentence.ts';
import { createConsistency } from './consistency.ts';
import { claimedSeconds } from './timing.ts';

/**
 * A checked model and everything the verifier asks of it; a file of its own, so that a backend without models
 * does not carry it.
 */
export interface Model extends Arithmetic<Manifest> {
  /** Evidence this model can have been given by an honest page. */
  readEvidence(bytes: Uint8Array): Result<Evidence, 'evidence_invalid'>;
  score(evidence: Evidence): Score;
  /** All coalitions of features inside each group: the dearest thing a verdict can ask for. */
  explain(evidence: Evidence): readonly Reason[];
  /** The least time in seconds that a visit with this evidence took. */
  claimedSeconds(evidence: Evidence): number;
  /** Whether one visit can have had all of this at once. */
  isConsistent(evidence: Evidence): boolean;
  /**
   * Whether one visit of a person can have had all of this at once, and is no more average than people are.
   */
  isPlausible(evidence: Evidence): boolean;
}

/**
 * Accepts a model file only if it is the one its manifest names, holds the graph the SDK runs, and fits this
 * build's features. Never throws.
 */
export async function loadModel(bytes: Uint8Array, manifest: unknown): Promise<Result<Model, ModelCode>> {
  const loaded = await load(bytes, manifest);
  return loaded.ok ? { ok: true, value: equip(loaded.value) } : loaded;
}

/**
 * A person is never as typical as all-zero evidence (A17). Thin evidence may be: it is below what a verdict
 * needs anyway.
 */
const reachesFloor = (evidence: Evidence, { floor }: Manifest): boolean =>
  floor === undefined || countPresent(evidence) < MIN_FEATURES || rootMeanSquare(evidence) >= floor.rms;

const countPresent = ({ missing }: Evidence): number =>
  missing.reduce((count, bit) => count - bit, missing.length);

/** What the verifier asks, for a model that was loaded already. */
export function equip(model: Arithmetic<Manifest>): Model {
  const isConsistent = createConsistency(model.manifest);
  return {
    ...model,
    readEvidence: createEvidenceReader(model),
    score: (evidence) => scoreEvidence(model, evidence),
    explain: (evidence) => inWords(explainExactly(model, evidence).reasons),
    claimedSeconds: (evidence) => claimedSeconds(evidence, model.manifest),
    isConsistent,
    isPlausible: (evidence) => isConsistent(evidence) && reachesFloor(evidence, model.manifest),
  };
}
