import type { Flag } from '../../../contract/protocol.ts';
import type { Level } from '../../../contract/verdict.ts';
import type { Accepted } from '../../../server/result.ts';
import { PARTS, placesOf } from '../../alignment/counts.ts';
import type { SeenVisit } from '../../alignment/site-alignment.ts';
import { SCHEMA } from '../../campaign/modalities.ts';
import type { AlignmentVisit } from '../../records/alignment.ts';

const DAY_MS = 86_400_000;
/** Flags that say nothing against a visit. With any other it is not counted. */
const HARMLESS: ReadonlySet<Flag> = new Set(['sparse_evidence', 'unbound', 'fresh_key', 'assisted_entry']);

/** The verdict, if it counts: unflagged, and below `medium` by the shipped and by the site's measures. */
export function countedVerdict({ verification, atMs, isPerson }: SeenVisit): Accepted | null {
  if (!isPerson || !verification.ok || verification.test || !Number.isFinite(atMs)) return null;
  const { level, aligned, flags, key, evidence } = verification;
  const levels: readonly (Level | undefined)[] = [level, aligned?.level, aligned?.shipped];
  const isSuspicious = levels.some((one) => one === 'medium' || one === 'high');
  const isReadable =
    evidence?.values?.length === SCHEMA.features && evidence.missing.length === SCHEMA.features;
  if (isSuspicious || !isReadable || typeof key?.jkt !== 'string' || key.jkt === '' || key.ephemeral)
    return null;
  return flags.every((flag) => HARMLESS.has(flag)) ? verification : null;
}

/** What is kept of a verdict: the bins it falls into. `hash` is the site's keyed hash of the key. */
export function alignmentVisitOf(
  { evidence, logit, aligned, key, model }: Accepted,
  { atMs, hash }: { readonly atMs: number; readonly hash: string },
): AlignmentVisit {
  return {
    day: Math.floor(atMs / DAY_MS),
    jkt: key.jkt,
    part: (hash.codePointAt(0) ?? 0) % PARTS,
    schema: evidence.schema,
    model,
    measures: aligned?.profile ?? '',
    places: placesOf({ evidence, logit: (logit ?? Number.NaN) + (aligned?.delta ?? 0) }),
  };
}
