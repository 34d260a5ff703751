import type { GroupName } from '../../contract/features/index.ts';
import type { Manifest, ModelCode } from '../../contract/model.ts';
import type { Release } from '../../contract/release.ts';
import type { Result } from '../../contract/result.ts';
import type { Level, Reason } from '../../contract/verdict.ts';
import { explainExactly } from '../../scoring/explain.ts';
import { MIN_FEATURES } from '../../scoring/level.ts';
import { type Model as Arithmetic, type LoadOptions, loadModel as load } from '../../scoring/model.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { createEvidenceReader } from '../../scoring/read-evidence.ts';
import { rootMeanSquare } from '../../scoring/root-mean-square.ts';
import { inWords } from '../../scoring/sentence.ts';
import type { SiteMeasures } from '../../scoring/site-measures.ts';
import { createConsistency } from './consistency.ts';
import { scoreAligned } from './score-aligned.ts';
import { createTiming } from './timing.ts';
import { type Judgement, judge, type Regions, readSeen, withUnfamiliar } from './unfamiliar.ts';

/** A manifest with all that a verifier needs. A page scores without a floor. */
export type VerifierManifest = Manifest & Required<Pick<Manifest, 'floor'>>;

/** A checked model and what the verifier computes with it. Only a backend with models loads this file. */
export interface Model extends Arithmetic<VerifierManifest> {
  /** What was signed, where the site delivers the model by itself. */
  readonly release?: Release;
  /** Decodes evidence that an honest page can have computed for this model. */
  readEvidence(bytes: Uint8Array): Result<Evidence, 'evidence_invalid'>;
  /** A page scores the same; the level that it shows may rest on unfamiliar evidence, too. */
  score(evidence: Evidence): Judgement;
  /** Scores evidence by a site's own measures. */
  align(evidence: Evidence, measures: SiteMeasures): Judgement;
  /**
   * Reasons from all coalitions of features inside each group: the costliest part of a verdict. One of them
   * names the groups that the level does not rest on, if any.
   */
  explain(evidence: Evidence, unfamiliar?: readonly GroupName[]): readonly Reason[];
  /** The least time in seconds that a visit with this evidence took. */
  claimedSeconds(evidence: Evidence): number;
  /** Whether one visit can give all these values. */
  isConsistent(evidence: Evidence): boolean;
  /**
   * Whether one visit of a person can have had all of this at once, and is no more average than people are.
   * `level` is what this evidence scored.
   */
  isPlausible(evidence: Evidence, level: Level): boolean;
}

/**
 * Accepts a model file only if it is the one its manifest names, holds the graph the SDK runs, and fits this
 * build's features. Never throws.
 */
export async function loadModel(
  bytes: Uint8Array,
  manifest: unknown,
  options: LoadOptions = {},
): Promise<Result<Model, ModelCode>> {
  const loaded = await load(bytes, manifest, options);
  if (!loaded.ok) return loaded;
  const { floor, ...rest } = loaded.value.manifest;
  if (!floor) return { ok: false, code: 'model_malformed', detail: 'manifest: floor' };
  const seen = readSeen(rest.seen);
  if (!seen) return { ok: false, code: 'model_malformed', detail: 'manifest: seen' };
  return { ok: true, value: equip({ ...loaded.value, manifest: { ...rest, floor } }, seen) };
}

/**
 * Evidence near all zeros is more typical than any person (A17). Thin evidence is exempt where it is
 * `unknown` anyway: a few features of a person's scrolling can all be zero.
 */
function reachesFloor(evidence: Evidence, level: Level, { floor }: VerifierManifest): boolean {
  const isExempt = level === 'unknown' && countPresent(evidence) < MIN_FEATURES;
  return isExempt || rootMeanSquare(evidence) >= floor.rms;
}

const countPresent = ({ missing }: Evidence): number =>
  missing.reduce((count, bit) => count - bit, missing.length);

/** Adds what the verifier needs to a model that is loaded already; without `seen` nothing is unfamiliar. */
export function equip(model: Arithmetic<VerifierManifest>, seen: Regions = new Map()): Model {
  const isConsistent = createConsistency(model.manifest);
  return {
    ...model,
    readEvidence: createEvidenceReader(model),
    score: (evidence) => judge(model, evidence, seen),
    align: (evidence, measures) => scoreAligned(model, evidence, { ...measures, seen }),
    explain: (evidence, unfamiliar = []) =>
      withUnfamiliar(inWords(explainExactly(model, evidence).reasons), unfamiliar),
    claimedSeconds: createTiming(model.manifest),
    isConsistent,
    isPlausible: (evidence, level) => isConsistent(evidence) && reachesFloor(evidence, level, model.manifest),
  };
}
