import { appendFile } from 'node:fs/promises';
import type { Outcome } from 'tellsign/decide';
import type { Verification } from 'tellsign/server';

/** What the shop did: an outcome, or the question for a fresh verdict before anything is decided. */
export type Done = Outcome | 'retry';

/** One entry: the verdict, and what the shop did. */
export interface Entry {
  readonly action: string;
  readonly verdict: Verification;
  readonly decision: Done;
}

/** Keeps one line of each verdict, verified or refused. Never rejects. */
export type Journal = (entry: Entry) => Promise<void>;

/**
 * Appends JSON lines to `file`; a full disk or a missing folder is said once on stderr and costs no checkout.
 */
export function createJournal(file: string | undefined, now: () => Date = () => new Date()): Journal {
  let complained = false;
  return async ({ action, verdict, decision }) => {
    if (file === undefined) return;
    const seen = verdict.ok
      ? {
          code: null,
          score: verdict.score,
          level: verdict.level,
          reasons: verdict.reasons,
          groups: verdict.groups,
        }
      : { code: verdict.code, score: null, level: verdict.level, reasons: [], groups: {} };
    const { code, score, level, reasons, groups } = seen;
    const line = {
      at: now().toISOString(),
      action,
      ok: verdict.ok,
      code,
      score,
      level,
      decision,
      reasons,
      groups,
    };
    try {
      await appendFile(file, `${JSON.stringify(line)}\n`);
    } catch (error) {
      if (!complained)
        console.warn(`shop: cannot write ${file}: ${error instanceof Error ? error.message : 'unknown'}`);
      complained = true;
    }
  };
}
