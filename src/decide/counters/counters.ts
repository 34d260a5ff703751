import type { Entity, Measure, Window } from '../policy/variables.ts';

/** One attempt, as it is counted. */
export interface CountedAttempt {
  readonly atMs: number;
  /** What it is counted for; left out where the visit has none. Names are hashes. */
  readonly entities: Readonly<Partial<Record<Entity, string>>>;
  /** Without a verdict that was accepted. */
  readonly isRefused: boolean;
  /** In units of the site's currency; 0 where it is not known. */
  readonly amount: number;
  readonly account: string | null;
  readonly card: string | null;
}

/** What was counted for one entity. */
export type Tally = Readonly<Record<Window, Readonly<Record<Measure, number>>>>;
export type Tallies = Readonly<Partial<Record<Entity, Tally>>>;

/** Whose counts are erased; names are hashes, and a key is its thumbprint. */
export interface CountedSubject {
  readonly account?: string | undefined;
  readonly card?: string | undefined;
  readonly key?: string | undefined;
}

/** Counts attempts and answers with what was counted, this one included. */
export interface Counters {
  count(attempt: CountedAttempt): Tallies | Promise<Tallies>;
  /** Forgets what was counted for somebody, and that others were seen with him. */
  erase(subject: CountedSubject): Promise<void>;
}
