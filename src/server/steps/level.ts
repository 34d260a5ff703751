import type { Level } from '../../contract/verdict.ts';

/**
 * Takes away trust that has not been earned: what would be `low` is at most `medium`. A cap never turns suspicion down, and
 * `unknown` stays what it is.
 */
export const capTrust = (level: Level): Level => (level === 'low' ? 'medium' : level);

/**
 * Reduced consent (§6): a visitor who shows less must be read as unknown, neither as trusted nor as suspicious. Only evidence that
 * says `high` for itself stands, or the flag would be a way out of it.
 */
export const withholdJudgement = (level: Level): Level => (level === 'high' ? level : 'unknown');
