import { FLAG_EPHEMERAL_KEY, FLAG_REDUCED_CONSENT, type Flag } from '../../contract/protocol.ts';
import type { GroupContributions, Level, Reason } from '../../contract/verdict.ts';
import { calibrate } from '../../scoring/calibrate.ts';
import { decodeEvidence } from '../../scoring/evidence.ts';
import type { Evidence } from '../../scoring/quantise.ts';
import { restsOnTextEntry } from '../../scoring/text-entry.ts';
import { decodeBase64url } from '../../wire/base64url.ts';
import type { Aligned, AlignmentSource } from '../alignment.ts';
import { type Checked, fail, pass } from '../checked.ts';
import type { Claims } from '../jws/claims.ts';
import type { Model } from '../model/model.ts';
import { isWeighted, type VerifierModel } from '../model/outline.ts';
import { alignedOf } from './align.ts';
import { withholdJudgement, withholdTrust } from './level.ts';

/** The result of scoring the evidence again. */
export interface Rescored {
  readonly level: Level;
  readonly score: number | null;
  readonly logit: number | null;
  readonly recomputed: { readonly q: number; readonly delta: number } | null;
  /** Computed when it is asked for. */
  readonly explain: () => readonly Reason[];
  readonly groups: GroupContributions;
  readonly flags: readonly Flag[];
  readonly ephemeral: boolean;
  /** `level` is `unknown` because the evidence shows how text got into fields, and nothing else. */
  readonly isTextEntryAlone: boolean;
  readonly evidence: Evidence;
  /** Absent where the shipped measures are in force. */
  readonly aligned?: Aligned;
}

export interface RescoreOptions {
  /** Thumbprint of the key that signed. */
  readonly jkt: string;
  /** Offer reasons. */
  readonly explain: boolean;
  /** Seconds since the visit began by the server's clock; absent when the server does not know. */
  readonly visitSeconds?: number | undefined;
  /** The site's own measures. @default none */
  readonly alignment?: AlignmentSource | undefined;
}

/** A visit's length may be off by this much: both ends are rounded to whole seconds. */
const TIMING_SLACK_SECONDS = 2;

/**
 * Scores signed evidence again. This score counts; a claim that differs is a flag, never a refusal (§1.5).
 */
export function rescore(model: VerifierModel, claims: Claims, options: RescoreOptions): Checked<Rescored> {
  const bytes = decodeBase64url(claims.ev);
  if (!bytes) return fail('evidence_invalid');
  const evidence = isWeighted(model) ? model.readEvidence(bytes) : decodeEvidence(bytes);
  if (!evidence.ok) return evidence;
  const scored = isWeighted(model)
    ? scoreAgain(model, evidence.value, {
        ...options,
        claims,
      })
    : trustClaim(model, evidence.value, claims);
  if (!scored) return fail('evidence_invalid');
  const ephemeral = (evidence.value.flags & FLAG_EPHEMERAL_KEY) !== 0;
  const reduced = (evidence.value.flags & FLAG_REDUCED_CONSENT) !== 0;
  const trusted = ephemeral ? withholdTrust(scored.level) : scored.level;
  const flags: Flag[] = [...scored.flags];
  if (ephemeral) flags.push('ephemeral_key');
  if (reduced) flags.push('reduced_consent');
  return pass({
    ...scored,
    level: reduced ? withholdJudgement(trusted) : trusted,
    flags,
    ephemeral,
    evidence: evidence.value,
  });
}

const noReasons = (): readonly Reason[] => [];

type Scored = Omit<Rescored, 'ephemeral' | 'evidence'>;

function scoreAgain(
  model: Model,
  evidence: Evidence,
  {
    claims,
    visitSeconds,
    alignment,
    jkt,
    explain: isExplained,
  }: RescoreOptions & { readonly claims: Claims },
): Scored {
  const shipped = model.score(evidence);
  const { q, logit, score, groups } = shipped;
  const own = alignedOf(model, evidence, { shipped, alignment, jkt });
  const aligned = own?.aligned;
  const level = aligned?.decides ? aligned.level : shipped.level;
  const unfamiliar = (aligned?.decides ? own : shipped)?.unfamiliar ?? [];
  const flags: Flag[] = [];
  if (q !== claims.q) flags.push('score_mismatch');
  if (unfamiliar.length > 0) flags.push('ood');
  else if (level === 'unknown') flags.push('sparse_evidence');
  const isTooLong =
    visitSeconds !== undefined && model.claimedSeconds(evidence) > visitSeconds + TIMING_SLACK_SECONDS;
  if (isTooLong) flags.push('implausible_timing');
  if (!model.isPlausible(evidence, shipped.level)) flags.push('implausible_evidence');
  const explain = isExplained ? () => model.explain(evidence, unfamiliar) : noReasons;
  const isTextEntryAlone = level === 'unknown' && restsOnTextEntry(groups);
  return {
    level,
    score,
    logit,
    recomputed: { q, delta: claims.q - q },
    explain,
    groups,
    flags,
    isTextEntryAlone,
    ...(aligned && { aligned }),
  };
}

/**
 * Without weights only the form of the evidence can be checked, so the claim may raise the level but not
 * lower it (§2.2). Null: evidence of another model.
 */
function trustClaim(model: Exclude<VerifierModel, Model>, evidence: Evidence, claims: Claims): Scored | null {
  if (evidence.schema !== model.schema || evidence.values.length !== model.features) return null;
  const common = {
    recomputed: null,
    explain: noReasons,
    groups: {},
    flags: ['not_rescored'],
    isTextEntryAlone: false,
  } as const;
  if (!model.scale) return { level: 'unknown', score: null, logit: null, ...common };
  const { logitScale, calibration, thresholds } = model.scale;
  const logit = claims.q * logitScale;
  const score = calibrate(logit, calibration);
  return { level: score >= thresholds.high ? 'high' : 'medium', score, logit, ...common };
}
