import { encodeEvidence } from '../../../src/scoring/evidence.ts';
import type { Evidence } from '../../../src/scoring/quantise.ts';
import type { Model } from '../../../src/server/model/model.ts';
import { isNearDuplicate } from '../../../src/server/steps/near-duplicate.ts';
import { memoryNearDuplicates } from '../../../src/server/stores/memory-near-duplicates.ts';
import type { RecordedVisit } from './visits.ts';

/** Steps of jitter on every present feature, each way. */
export const JITTERS = [0, 1, 2, 3, 4, 6, 8, 12, 16] as const;
/** The verifier's own slack (`steps/rescore.ts`). */
const SLACK_SECONDS = 2;
const TIMEOUT_MS = 60_000;

export interface Alarms {
  readonly visits: number;
  /** False alarms of each flag. */
  readonly implausible_timing: number;
  readonly implausible_evidence: number;
  readonly near_duplicate: number;
  readonly score_mismatch: number;
  readonly evidence_invalid: number;
}

/**
 * How often people's own visits raise each flag: everybody at one site, one after the other, each person with
 * a key of their own.
 */
export async function countAlarms(visits: readonly RecordedVisit[], model: Model): Promise<Alarms> {
  const store = memoryNearDuplicates();
  const alarms = {
    implausible_timing: 0,
    implausible_evidence: 0,
    near_duplicate: 0,
    score_mismatch: 0,
    evidence_invalid: 0,
  };
  for (const { evidence, subject, seconds } of visits) {
    const read = model.readEvidence(encodeEvidence(evidence));
    if (!read.ok) alarms.evidence_invalid++;
    else if (model.score(read.value).q !== model.score(evidence).q) alarms.score_mismatch++;
    if (model.claimedSeconds(evidence) > seconds + SLACK_SECONDS) alarms.implausible_timing++;
    if (!model.isPlausible(evidence, model.score(evidence).level)) alarms.implausible_evidence++;
    if (await isNearDuplicate(store, evidence, { jkt: subject, sid: subject, timeoutMs: TIMEOUT_MS }))
      alarms.near_duplicate++;
  }
  return { visits: visits.length, ...alarms };
}

/**
 * Share of copies that are flagged, by jitter: each visit captured once and sent again under a thousandth
 * key.
 */
export async function detectCopies(
  visits: readonly RecordedVisit[],
  { copies, random }: { readonly copies: number; readonly random: () => number },
): Promise<ReadonlyMap<number, number>> {
  const curve = new Map<number, number>();
  for (const jitter of JITTERS) {
    let seen = 0;
    for (let at = 0; at < copies; at++) {
      const visit = visits[at % visits.length];
      if (!visit) break;
      const store = memoryNearDuplicates();
      await isNearDuplicate(store, visit.evidence, { jkt: 'owner', sid: 'owner', timeoutMs: TIMEOUT_MS });
      const copy = shake(visit.evidence, jitter, random);
      if (await isNearDuplicate(store, copy, { jkt: `copy-${at}`, sid: `copy-${at}`, timeoutMs: TIMEOUT_MS }))
        seen++;
    }
    curve.set(jitter, seen / copies);
  }
  return curve;
}

/** Evidence with every present value moved by up to `jitter` steps. */
export function shake(evidence: Evidence, jitter: number, random: () => number): Evidence {
  const values = evidence.values.map((value, index) => {
    const moved = value + Math.round((2 * random() - 1) * jitter);
    return evidence.missing[index] ? 0 : Math.max(-127, Math.min(127, moved));
  });
  return { ...evidence, values };
}
