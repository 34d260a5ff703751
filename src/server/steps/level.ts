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
 * How long a key must have been bound before it vouches for text entry alone. Chosen: a month is longer than
 * a campaign waits for its keys.
 */
const ASSISTED_ENTRY_SECONDS = 30 * 86_400;

/** Whether a flag forbids `low`. */
export const isDistrusted = (flags: readonly Flag[]): boolean => flags.some((flag) => DISTRUSTED.has(flag));

/**
 * Takes away trust that has not been earned: `low` becomes `medium`. Suspicion stays, and so does `unknown`.
 */
export const withholdTrust = (level: Level): Level => (level === 'low' ? 'medium' : level);

/**
 * Reduced consent (§6): a visitor who shows less is read as unknown, neither as trusted nor as suspicious.
 * Only evidence that says `high` for itself stands, or the flag would be a way out of it.
 */
export const withholdJudgement = (level: Level): Level => (level === 'high' ? level : 'unknown');

/** What else is known of a verdict that shows text entry and nothing else. */
export interface Circumstances {
  readonly isTextEntryAlone: boolean;
  /** Age of the bound key; undefined where no key is bound, or its age is not known. */
  readonly ageSeconds: number | undefined;
  readonly flags: readonly Flag[];
  readonly degraded: readonly Degradation[];
}

/**
 * A visitor whose password manager or dictation fills everything shows text entry and nothing else, which is
 * `unknown`. A key that has been bound for a month vouches for him, if nothing else objects.
 */
export function raiseAssistedEntry(
  level: Level,
  { isTextEntryAlone, ageSeconds, flags, degraded }: Circumstances,
): Level {
  const isVouchedFor = ageSeconds !== undefined && ageSeconds >= ASSISTED_ENTRY_SECONDS;
  const objects = degraded.length > 0 || flags.some((flag) => flag !== 'sparse_evidence');
  return level === 'unknown' && isTextEntryAlone && isVouchedFor && !objects ? 'low' : level;
}
