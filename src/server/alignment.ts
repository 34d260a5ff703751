import type { GroupContributions, Level } from '../contract/verdict.ts';
import type { SiteMeasures } from '../scoring/site-measures.ts';

/** A visit as it can be shown by other measures than those in force. */
export interface OfferedVisit {
  /** Thumbprint of the visit's key, by which it is erased. */
  readonly jkt: string;
  readonly model: string;
  readonly levelBy: (measures: SiteMeasures) => Level;
  /** Contributions by the shipped measures: those that are not 0 say how the visitor moved. */
  readonly groups: GroupContributions;
}

/** Measures of the site's own people in place of the shipped ones, such as `createAlignment` gives. */
export interface AlignmentSource {
  /** What is in force for a model, at once; null where the shipped measures are. Never throws. */
  measuresFor(model: string): { readonly profile: string; readonly measures: SiteMeasures } | null;
  /**
   * A visit that can be scored by any measures, for showing what others would change. What it closes over is
   * evidence: keep it no longer than a day.
   */
  offer?(visit: OfferedVisit): void;
  /**
   * Whether the level follows the site's measures, which make none worse. Without it they are computed and
   * shown, and no more.
   */
  readonly decides: boolean;
}

/** What a visit is by the site's own measures, beside what it is by the shipped ones. */
export interface Aligned {
  /** Name of the site profile in force. */
  readonly profile: string;
  /** Logit by the site's measures less the shipped one's: 0 or less, because they only ever excuse. */
  readonly delta: number;
  /** Calibrated probability of automation by the site's measures, 0..1. */
  readonly score: number;
  /** Levels of the evidence alone, before what else is known of the visit. */
  readonly level: Level;
  readonly shipped: Level;
  /** The verdict's level rests on `level`, not on `shipped`. */
  readonly decides: boolean;
  /** By how many logits each group moved; groups that did not are left out. */
  readonly groups: GroupContributions;
}
