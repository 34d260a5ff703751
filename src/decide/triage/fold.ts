import { similaritySketch } from '../../server/model/similarity-sketch.ts';
import type { Accepted } from '../../server/result.ts';

/** What an alert is recognised by (decide.md §7). Names are hashes, a key is its thumbprint. */
export interface AlertTies {
  readonly card: string | null;
  readonly account: string | null;
  readonly jkt: string | null;
  /** Name of the behaviour. @default none that could be compared */
  readonly band?: string | null | undefined;
}

/** From the strongest tie to the weakest. */
export const TIES = ['card', 'account', 'jkt', 'band'] as const satisfies readonly (keyof AlertTies)[];
export type Tie = (typeof TIES)[number];

/** An alert joins a case whose last alert is younger than this (decide.md §7). */
export const FOLD_MS = 24 * 3_600_000;

/** A case as folding sees it. */
export interface OpenCase {
  readonly id: string;
  readonly openedMs: number;
  readonly lastAlertMs: number;
}

/** Whether a case still takes alerts. */
export const isFresh = ({ lastAlertMs }: OpenCase, atMs: number): boolean => atMs - lastAlertMs < FOLD_MS;

/**
 * The case that an alert joins: the one that shares its card, else its account, else its key, else its
 * behaviour; null where the alert opens a case of its own.
 *
 * @param find the newest open case that has a tie of this value
 */
export function foldInto<C extends OpenCase>(
  alert: AlertTies,
  atMs: number,
  find: (tie: Tie, value: string) => C | undefined,
): C | null {
  for (const tie of TIES) {
    const value = alert[tie];
    const found = value === null || value === undefined ? undefined : find(tie, value);
    if (found && isFresh(found, atMs)) return found;
  }
  return null;
}

/** Bytes of the sketch that name a behaviour. */
const BAND_BYTES = 4;

/**
 * The name that copies of one behaviour share. With the sketch's first 16 bits, 53 of 100,000 pairs of
 * strangers in `../shared/data/train` share it, so that of 1,000 alerts a day four in ten would join a
 * stranger's case; with 32 bits, 1 of 1,766,520 pairs does. Thin evidence and the rounded evidence of
 * reduced consent may be alike without being copied.
 */
export function bandOf({ evidence, flags }: Pick<Accepted, 'evidence' | 'flags'>): string | null {
  const isAlike = flags.includes('sparse_evidence') || flags.includes('reduced_consent');
  if (!evidence?.values.length || isAlike) return null;
  return similaritySketch(evidence).subarray(0, BAND_BYTES).join();
}
