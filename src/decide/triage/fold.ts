/** What an alert is recognised by (decide.md §7). Names are hashes, a key is its thumbprint. */
export interface AlertTies {
  readonly card: string | null;
  readonly account: string | null;
  readonly jkt: string | null;
}

/** From the strongest tie to the weakest. */
export const TIES = ['card', 'account', 'jkt'] as const satisfies readonly (keyof AlertTies)[];
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
 * The case that an alert joins: the one that shares its card, else its account, else its key; null where the
 * alert opens a case of its own.
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
    const found = value === null ? undefined : find(tie, value);
    if (found && isFresh(found, atMs)) return found;
  }
  return null;
}
