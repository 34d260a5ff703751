import { type AlertTies, foldInto, isFresh, type OpenCase, TIES, type Tie } from '../triage/fold.ts';

/** Cases that still take alerts, in this process's memory. */
export interface Cases {
  /** Name of the case that the alert opened or joined. */
  file(alert: AlertTies, atMs: number): string;
  /** Forgets what ties alerts to somebody. */
  forget(ties: { readonly [Name in Tie]?: string | undefined }): void;
}

interface Case extends OpenCase {
  lastAlertMs: number;
}

/**
 * Ties held at once; the one that was written the longest ago goes first. Chosen: a day of 100,000 alerts.
 */
const MAX_TIES = 300_000;

export function createCases(): Cases {
  /** The newest open case of each tie. */
  const cases = new Map<string, Case>();
  const nameOf = (tie: Tie, value: string) => `${tie}:${value}`;

  function tieTo(name: string, opened: Case, atMs: number): void {
    const before = cases.get(name);
    const newest = before && before.openedMs > opened.openedMs && isFresh(before, atMs) ? before : opened;
    // A map keeps the order of insertion: deleting first makes it the order of the last writing.
    cases.delete(name);
    cases.set(name, newest);
    for (const oldest of cases.keys()) {
      if (cases.size <= MAX_TIES) break;
      cases.delete(oldest);
    }
  }

  return {
    file(alert, atMs) {
      const found =
        foldInto(alert, atMs, (tie, value) => cases.get(nameOf(tie, value))) ??
        ({ id: crypto.randomUUID(), openedMs: atMs, lastAlertMs: atMs } satisfies Case);
      found.lastAlertMs = Math.max(found.lastAlertMs, atMs);
      for (const tie of TIES) {
        const value = alert[tie];
        if (value !== null) tieTo(nameOf(tie, value), found, atMs);
      }
      return found.id;
    },
    forget(ties) {
      for (const tie of TIES) {
        const value = ties[tie];
        if (value) cases.delete(nameOf(tie, value));
      }
    },
  };
}
