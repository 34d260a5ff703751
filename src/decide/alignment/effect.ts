import type { WasWould } from '../was-would.ts';

/** Visits of one kind of people, and how many of them are `medium` or above. */
export interface KindLevels {
  readonly kind: string;
  readonly visits: number;
  readonly flagged: WasWould;
}

/** What a profile would change for the visits that one process saw within a day; empty where it saw none. */
export interface AlignmentEffect {
  readonly levels: Readonly<Record<string, WasWould>>;
  /** A visit may be of several kinds, or of none; the kind with the most visits first. */
  readonly kinds: readonly KindLevels[];
}
