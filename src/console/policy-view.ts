import type {
  LabelOutcome,
  Outcome,
  PolicyFault,
  PolicyState,
  PolicyWarning,
  ReplayReport,
  RuleCount,
} from '../decide/index.ts';
import type { Paged } from './view.ts';

/** A condition that holds for a visit, and could be a part of a rule. */
export interface Candidate {
  /** In CEL. */
  readonly when: string;
  readonly text: string;
}

/** A condition with what it would have held for in the last week. */
export interface CountedCandidate extends Candidate, RuleCount {
  /** It is ticked at first: it tells the case from what is known to be good. */
  readonly isSuggested: boolean;
}

/** What was written, where it was not taken. */
export interface WrittenRule {
  readonly id: string;
  readonly parts: readonly string[];
  readonly more: string;
  readonly outcome: string;
  readonly note: string;
}

export interface RuleFromCase {
  readonly caseId: string;
  /** Days over which the candidates were counted. */
  readonly days: number;
  readonly why: string;
  /** The live policy that gets the rule. */
  readonly policy: string;
  readonly candidates: readonly CountedCandidate[];
  readonly written: WrittenRule | null;
  readonly faults: readonly PolicyFault[];
}

/** A rule of a policy, with what it did in the last day. */
export interface RuleView {
  readonly id: string;
  readonly when: string;
  readonly answer: string;
  readonly alert: boolean;
  readonly note: string | null;
  /** Visits for which it held. */
  readonly hits: number;
}

export interface PolicyView {
  readonly name: string;
  readonly revision: string;
  readonly state: PolicyState;
  readonly by: string;
  readonly actions: readonly string[];
  readonly rules: readonly RuleView[];
  /** What is answered where no rule holds, by level. */
  readonly otherwise: readonly (readonly [level: string, answer: string])[];
  /** Visits in the last day. */
  readonly visits: number;
  /** What is most likely a mistake in it. */
  readonly warnings: readonly Pick<PolicyWarning, 'path' | 'reason'>[];
}

/** How often one answer met another: rows are live, columns the other policy. */
export type OutcomeMatrix = Readonly<Record<Outcome, Readonly<Record<Outcome, number>>>>;

/** A policy on trial beside the live one. */
export interface ShadowView extends PolicyView {
  readonly matrix: OutcomeMatrix;
}

export interface PoliciesView {
  readonly live: readonly PolicyView[];
  readonly shadow: readonly ShadowView[];
  readonly drafts: readonly PolicyView[];
  readonly retired: readonly PolicyView[];
}

/** A visit that would have been answered otherwise. */
export interface ChangedVisit {
  readonly atMs: number;
  readonly action: string;
  readonly amount: number | null;
  readonly level: string;
  readonly was: Outcome;
  readonly would: Outcome;
  /** The rule that would have decided; null where none. */
  readonly rule: string | null;
  readonly label: LabelOutcome | null;
}

/** Fifty of them, the newest first. */
export interface ChangesView extends Paged {
  readonly rows: readonly ChangedVisit[];
}

/** What a policy would have done with recorded visits. */
export interface WouldView {
  readonly days: number;
  readonly report: ReplayReport;
  readonly policy: PolicyView;
  /** Revision of the live policy of this name; null for none. */
  readonly live: string | null;
  readonly changes: ChangesView;
}
