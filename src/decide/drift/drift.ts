import type { DriftCauseKind, DriftSignal } from '../../contract/drift.ts';
import type { Evidence } from '../../scoring/quantise.ts';

/** A visit as drift is looked for. Nothing of it names a visitor but the key, which is kept for a day. */
export interface DriftVisit {
  readonly atMs: number;
  /** It came without a token. */
  readonly isMissing: boolean;
  /** It belongs to a campaign. */
  readonly isCampaign: boolean;
  /** Name of the browser with its version, such as `Chrome 131`; null where nobody knows. */
  readonly browser: string | null;
  /** Of an accepted verdict. @default there is none */
  readonly verdict?: DriftVerdict | undefined;
}

export interface DriftVerdict {
  /** Thumbprint of the key. */
  readonly jkt: string;
  /** Null where there is no score. */
  readonly logit: number | null;
  readonly evidence: Pick<Evidence, 'schema' | 'values' | 'missing'>;
  /** The page script's build, and the model. */
  readonly build: string;
  readonly model: string;
}

/** What the shifted visits have in common, and the visits of the reference have not. */
export interface DriftCause {
  readonly kind: DriftCauseKind;
  /** The build, model, release or browser; null for an attack, and where nothing explains the shift. */
  readonly name: string | null;
  /** Its share of the last visits, 0..1. */
  readonly share: number;
  /** Share of the shift that goes where its visits are left out, 0..1. */
  readonly explains: number;
}

/** The site's visits are not what they were. */
export interface DriftAlarm {
  readonly atMs: number;
  readonly signal: DriftSignal;
  /** Name of the feature; null for the other signals. */
  readonly feature: string | null;
  /**
   * How clear it is: of a feature its population stability index, else log10 of the Shiryaev–Roberts
   * statistic.
   */
  readonly strength: number;
  readonly cause: DriftCause;
}

/** A feature whose distribution differs most. */
export interface FeatureShift {
  readonly feature: string;
  /** Population stability index of the last visits. */
  readonly psi: number;
}

/** Where drift stands in this process. */
export interface DriftState {
  readonly reference: {
    readonly sinceMs: number | null;
    /** Visits that it counts, of each key one a day. */
    readonly visits: number;
    /** Complete: new visits are compared with it, and it does not change any more. */
    readonly isComplete: boolean;
  };
  /** log10 of what a gambler against "nothing has changed" would have won; 0 and below is nothing. */
  readonly score: number;
  readonly missing: number;
  /** The last attempts: their share without a token, and that of the reference. */
  readonly missingRate: { readonly now: number; readonly reference: number };
  /** The features that differ most, at most five. */
  readonly features: readonly FeatureShift[];
  /** The last alarm; it stays until `reset`. */
  readonly alarm: DriftAlarm | null;
}

/** Compares a site's visits with those of a fixed time. */
export interface DriftMonitor {
  /** Counts a visit; answers with an alarm at the visit that raises one. */
  see(visit: DriftVisit): DriftAlarm | null;
  state(): DriftState;
  /** The reference as JSON text, to be given back after a restart; null until it is complete. */
  reference(): string | null;
  /** What comes from now on is normal: begins a new reference, and forgets the alarm. */
  reset(): void;
  /** Forgets a key. */
  erase(subject: { readonly key: string }): void;
}
