import type { LabelSource } from '../label/vocabulary.ts';
import type { OutboxMessage } from '../message.ts';
import type { Curve } from '../triage/curve.ts';
import type { WasWould } from '../was-would.ts';
import type { StoredAlignment } from './alignment.ts';
import type { Label } from './label.ts';

/** A decision with labels, as far as learning looks at it. Names are hashes. */
export interface LabelledVisit {
  readonly id: string;
  readonly atMs: number;
  /** The number that ranked it (decide.md §7); null where there was no score. */
  readonly z: number | null;
  /** Probability with which the audit drew it; null where it did not. */
  readonly propensity: number | null;
  /** It raised an alert when it was decided. */
  readonly isAlert: boolean;
  /** It was in a campaign when it was decided. */
  readonly isCampaign: boolean;
  readonly account: string | null;
  readonly card: string | null;
  readonly jkt: string | null;
  /** Its /24 or /48. */
  readonly net: string | null;
  readonly labels: readonly Label[];
}

/** A label of a frozen set that a new curve is tried on. */
export interface GoldLabel {
  readonly decisionId: string;
  readonly z: number;
  readonly isFraud: boolean;
  readonly weight: number;
}

/** A frozen set of an action; it counts once a second person has agreed. */
export interface GoldSet {
  readonly action: string;
  readonly by: string;
  readonly confirmedBy: string | null;
  readonly atMs: number;
  readonly labels: readonly GoldLabel[];
}

/** One bar of a reliability diagram: visits of a tenth of the weight, by their p. */
export interface ReliabilityBin {
  /** Mean p. */
  readonly p: number;
  /** Share of fraud among the labels. */
  readonly rate: number;
  readonly weight: number;
  readonly labels: number;
}

export interface Reliability {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error: the mean distance between p and the share of fraud. */
  readonly ece: number;
  /** The same of the tenth with the greatest p. */
  readonly top: number;
}

/** What one reviewer, or a source of strangers, weighs. */
export interface Influence {
  readonly by: string;
  readonly source: LabelSource;
  readonly labels: number;
  /** Shares of the weight of labels and pseudo-labels together: as given, and after the caps. */
  readonly given: number;
  readonly kept: number;
}

/** Visits of one kind of people, before and after. */
export interface KindEffect {
  readonly kind: string;
  readonly visits: number;
  /** Mean p. */
  readonly p: WasWould;
  readonly alerts: WasWould;
  /** Visits labelled legitimate. */
  readonly legitimate: number;
  /** Those of them that are not let through. */
  readonly falseAlarms: WasWould;
  /** Of those labelled legitimate so many more are answered more strictly than less. @default not counted */
  readonly worse?: number | undefined;
}

/** A p that a rule may ask for. */
export interface Threshold {
  /** What was wanted: so many visits a day, or such a share of fraud among them. */
  readonly by: 'budget' | 'precision';
  /** Visits a day with this p or more. */
  readonly perDay: number;
  readonly p: number;
  /** Share of them that is fraud, as p says it. */
  readonly precision: number;
}

/** What a curve would change, on the decisions of the last week. */
export interface Effect {
  readonly days: number;
  readonly visits: number;
  /** Visits that would be answered otherwise. */
  readonly moved: number;
  readonly alertsPerDay: WasWould;
  /** Amounts of visits labelled fraudulent that are let through. */
  readonly loss: WasWould;
  /** Sum of what visits may cost by p. */
  readonly expected: WasWould;
  readonly kinds: readonly KindEffect[];
  /** By the new curve. */
  readonly thresholds: readonly Threshold[];
}

/** What a calibration rests on. */
export interface CalibrationReport {
  readonly labels: { readonly fraudulent: number; readonly legitimate: number };
  /** Labels that do not count, by the reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** What the labels ask for, before any bound. */
  readonly fit: Curve;
  /** Share of the way from the old curve to the fit that the bounds leave, 0..1. */
  readonly share: number;
  /** Greatest distance to the curve in force, logits: of the fit, and of what is proposed. */
  readonly distance: { readonly fit: number; readonly proposed: number };
  readonly before: Reliability;
  readonly after: Reliability;
  readonly influence: readonly Influence[];
  /** Shares of the weight that caps took from labels, and that the curve in force has in the end. */
  readonly cut: { readonly networks: number; readonly reviewers: number; readonly repeated: number };
  readonly incumbent: number;
  /** Log-loss on the frozen set; null where there is none. */
  readonly gold: WasWould | null;
  readonly effect: Effect;
}

/** A curve of an action, and what became of it. Rows are never removed. */
export interface StoredCalibration {
  readonly id: string;
  readonly action: string;
  readonly state: 'proposed' | 'applied' | 'rolled_back';
  readonly curve: Curve;
  /** The calibration in force when it was proposed; null for the prior. */
  readonly replaces: string | null;
  readonly proposedBy: string;
  readonly proposedMs: number;
  readonly appliedBy: string | null;
  readonly appliedMs: number | null;
  /** It may go beyond the bound of a month, and who applied it answers for that. */
  readonly isNamed: boolean;
  /** Kinds of people of whom more good visits would not be let through: then it is not applied. */
  readonly losing: readonly string[];
  readonly rolledBackBy: string | null;
  readonly rolledBackMs: number | null;
  /** Policies by which it was previewed: revisions of those of the action. @default not known */
  readonly policies?: string | undefined;
  /** What is stored is no curve: the prior stands for it. */
  readonly isDamaged?: boolean | undefined;
}

/** A calibration with what it rests on. */
export interface ReportedCalibration extends StoredCalibration {
  readonly report: CalibrationReport;
}

export interface LearningState {
  /** In the order in which they were proposed. */
  readonly calibrations: readonly StoredCalibration[];
  readonly gold: readonly GoldSet[];
  /** In the order in which they were proposed. */
  readonly alignments: readonly StoredAlignment[];
}

/** What a step of learning changes, and what the audit says of it. */
export interface LearningChange {
  /** Added, or put in the place of the one of that id. */
  readonly calibration?: StoredCalibration | undefined;
  /** What a new calibration rests on; what was kept stays. @default nothing new */
  readonly report?: CalibrationReport | undefined;
  /** Added, or put in the place of the one of that id. */
  readonly alignment?: StoredAlignment | undefined;
  /** Put in the place of the action's set. */
  readonly gold?: GoldSet | undefined;
  readonly by: string;
  readonly what: string;
  /** JSON text. */
  readonly detail: string;
  /** What endpoints are told of it, stored with it. @default nothing */
  readonly messages?: readonly OutboxMessage[] | undefined;
}

/** Which decisions are looked at: of an action, from a time on and before another. */
export interface LearningRange {
  readonly action: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Where calibrations are kept, and what they are learnt from. */
export interface LearningStore {
  /** Decisions with labels that have not expired, the oldest first. */
  visits(range: LearningRange): Promise<readonly LabelledVisit[]>;
  /** The number that ranks visits, at so many equal steps of its distribution; empty without visits. */
  quantiles(range: LearningRange, count: number): Promise<readonly number[]>;
  /** Decisions, and how many of them raised an alert. */
  alerts(range: LearningRange): Promise<{ readonly visits: number; readonly alerts: number }>;
  /** Of each action the calibration in force: the newest that was applied, and not taken back. */
  inForce(): Promise<readonly StoredCalibration[]>;
  /** The newest calibrations of an action, the last one proposed first. */
  newest(query: { readonly action: string; readonly limit: number }): Promise<readonly ReportedCalibration[]>;
  state(): Promise<LearningState>;
  /** Site profiles and resets, in the order in which they were proposed. */
  alignments(): Promise<readonly StoredAlignment[]>;
  /**
   * Changes what `state` says by what it is at that moment: nothing comes in between, and all of it is
   * written or nothing. Null changes nothing. `decide` may be asked several times; the last answer counts.
   */
  change(decide: (state: LearningState) => LearningChange | null): Promise<void>;
}
