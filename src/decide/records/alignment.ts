import type { AlignmentCounts } from '../alignment/counts.ts';
import type { AlignmentEffect } from '../alignment/effect.ts';
import type { Modality } from '../campaign/modalities.ts';
import type { WasWould } from '../was-would.ts';

/** A site profile as it is stored: its canonical JSON, and the MAC of that by the site's key. */
export interface SignedProfile {
  readonly text: string;
  readonly mac: string;
}

/** A feature that a profile moves. */
export interface WidestMove {
  /** Its place in the evidence. */
  readonly feature: number;
  /** What its group is called, such as “Typing rhythm”. */
  readonly title: string;
  /** What it shows where it speaks for a script, as a sentence. */
  readonly sentence: string;
  readonly kind: Modality;
  /** Median of the site's people and of those that the model was made on, steps. */
  readonly site: number;
  readonly people: number;
  /** What the measures in force move the site's median by, and these would: 32nds of the model's unit. */
  readonly move: WasWould;
}

/** What a profile rests on, and what it would change. */
export interface AlignmentReport extends AlignmentEffect {
  readonly visits: number;
  readonly keys: number;
  readonly days: number;
  /** The first step of a site, which the whole bound is for. */
  readonly isFirst: boolean;
  /** Features whose move would be another one, and the widest of all moves, the widest first. */
  readonly moving: number;
  readonly widest: readonly WidestMove[];
  /** Thresholds of `medium` and `high`, logits above the shipped ones. */
  readonly thresholds: WasWould;
}

/** A site profile, or a reset to the shipped measures, and what became of it. Rows are never removed. */
export interface StoredAlignment {
  readonly id: string;
  readonly state: 'proposed' | 'applied' | 'rolled_back';
  /** Null for a reset. */
  readonly profile: SignedProfile | null;
  readonly report: AlignmentReport | null;
  /** What was in force when it was proposed; null for the shipped measures. */
  readonly replaces: string | null;
  readonly proposedBy: string;
  readonly proposedMs: number;
  readonly appliedBy: string | null;
  readonly appliedMs: number | null;
  readonly rolledBackBy: string | null;
  readonly rolledBackMs: number | null;
}

/** A visit as it is counted: no evidence, only the bins it falls into. */
export interface AlignmentVisit {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** Thumbprint of the visit's key. */
  readonly jkt: string;
  /** Its group of keys, 0..7. */
  readonly part: number;
  readonly schema: number;
  readonly model: string;
  /** Id of the profile in force; empty for the shipped measures. */
  readonly measures: string;
  /** Places in the counts of its group. */
  readonly places: readonly number[];
}

export interface AlignmentQuery {
  /** The first day that counts. */
  readonly fromDay: number;
  /** Logits are counted under this profile; empty for the shipped measures. */
  readonly measures: string;
}

/** Days that histograms look back. Chosen: four weeks have every weekday four times. */
export const COUNTED_DAYS = 28;

/** Where a site's people are counted. */
export interface AlignmentStore {
  /** Counts visits, of each key one a day: all of them or none. */
  count(visits: readonly AlignmentVisit[]): Promise<void>;
  /** Counts of the model and schema that most visits have; null where nothing was counted. */
  counts(query: AlignmentQuery): Promise<AlignmentCounts | null>;
}
