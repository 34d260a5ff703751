import type { Flag } from '../../../contract/protocol.ts';
import type { Level } from '../../../contract/verdict.ts';
import type { Accepted } from '../../../server/result.ts';
import { PARTS, placesOf } from '../../alignment/counts.ts';
import type { SeenVisit } from '../../alignment/site-alignment.ts';
import { SCHEMA } from '../../campaign/modalities.ts';
import type { AlignmentVisit } from '../../records/alignment.ts';
import { storable } from '../../storable.ts';

const DAY_MS = 86_400_000;
/** Flags that say nothing against a visit. With any other it is not counted. */
const HARMLESS: ReadonlySet<Flag> = new Set(['sparse_evidence', 'unbound', 'fresh_key', 'assisted_entry']);

/** The verdict, if it counts: unflagged, and below `medium` by the shipped and by the site's measures. */
function countedVerdict({ verification, atMs, isPerson }: SeenVisit): Accepted | null {
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

/** A visit as it is counted, without the group of its key, which takes a promise. */
export type UngroupedVisit = Omit<AlignmentVisit, 'part'>;

/** What is kept of a visit: the bins it falls into; null where it does not count. */
export function countedOf(visit: SeenVisit): UngroupedVisit | null {
  const verdict = countedVerdict(visit);
  if (verdict === null) return null;
  const { evidence, logit, aligned, key, model } = verdict;
  const counted = {
    day: Math.floor(visit.atMs / DAY_MS),
    jkt: key.jkt,
    schema: evidence.schema,
    model,
    measures: aligned?.profile ?? '',
    places: placesOf({ evidence, logit: (logit ?? Number.NaN) + (aligned?.delta ?? 0) }),
  };
  return isStorable(counted) ? counted : null;
}

/** The group of a key. `hash` is the site's keyed hash of it. */
export const partOf = (hash: string): number => (hash.codePointAt(0) ?? 0) % PARTS;

/** Longest key, model and profile. Chosen: three times a thumbprint; indexes of a database have bounds. */
const MOST_CHARACTERS = 128;

/** Visits are written together: one that a database refuses would hold up all the others. */
function isStorable({ day, jkt, schema, model, measures, places }: UngroupedVisit): boolean {
  const isText = (text: unknown) => typeof text === 'string' && storable(text, MOST_CHARACTERS) === text;
  const isInteger = (value: unknown) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31;
  return [jkt, model, measures].every(isText) && [day, schema, ...places].every(isInteger);
}
