import type { Flag } from '../../contract/protocol.ts';
import type { Level } from '../../contract/verdict.ts';
import type { Degradation } from '../result.ts';

/** Flags with which no verdict is trusted (A6). */
const DISTRUSTED: ReadonlySet<Flag> = new Set([
  'implausible_evidence',
  'implausible_timing',
  'near_duplicate',
  'counter_regress',
  'binding_absent',
]);
/**
 * Age at which a bound key makes text entry alone acceptable. Chosen: a month is longer than a campaign waits
 * for its keys.
 */
const ASSISTED_ENTRY_SECONDS = 30 * 86_400;

/** Whether a flag forbids `low`. */
export const isDistrusted = (flags: readonly Flag[]): boolean => flags.some((flag) => DISTRUSTED.has(flag));

/** Makes `low` `medium`, for trust that has not been earned. Other levels stay. */
export const withholdTrust = (level: Level): Level => (level === 'low' ? 'medium' : level);

/**
 * Reduced consent (§6): a visitor who shows less is `unknown`, neither trusted nor suspicious. Only `high`
 * stays, because otherwise the flag would be a way to avoid it.
 */
export const withholdJudgement = (level: Level): Level => (level === 'high' ? level : 'unknown');

/** What else is known about a verdict that shows only text entry. */
export interface Circumstances {
  readonly isTextEntryAlone: boolean;
  /** Age of the bound key; undefined where no key is bound, or its age is not known. */
  readonly ageSeconds: number | undefined;
  readonly flags: readonly Flag[];
  readonly degraded: readonly Degradation[];
}

/**
 * If a password manager or dictation fills everything, a visit shows only text entry, which is `unknown`. A
 * key that has been bound for a month raises that, if nothing else is wrong.
 */
export function raiseAssistedEntry(
  level: Level,
  { isTextEntryAlone, ageSeconds, flags, degraded }: Circumstances,
): Level {
  const isVouchedFor = ageSeconds !== undefined && ageSeconds >= ASSISTED_ENTRY_SECONDS;
  const objects = degraded.length > 0 || flags.some((flag) => flag !== 'sparse_evidence');
  return level === 'unknown' && isTextEntryAlone && isVouchedFor && !objects ? 'low' : level;
}
