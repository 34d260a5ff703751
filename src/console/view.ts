import type {
  AuditRow,
  DeniableName,
  Denial,
  DriftState,
  Facts,
  Outcome,
  RuleLevel,
} from '../decide/index.ts';

/** Which page of a list. */
export interface Paged {
  /** From 1 on. */
  readonly page: number;
  readonly pages: number;
  /** Rows on all pages. */
  readonly total: number;
}

/** Somebody works on a case until then. */
export interface Holder {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly untilMs: number;
}

/** What has become of today's budget, in cases. */
export interface BudgetView {
  readonly perDay: number;
  /** Of `perDay`, what is drawn at random. */
  readonly auditBudget: number;
  /** Answered today by expected loss. */
  readonly answered: number;
  /** Random audits answered today. */
  readonly audits: number;
  /** Alerts that went the automatic way today, because the budget was spent. */
  readonly overBudget: number;
  /** Open cases below today's places: they wait, and go the automatic way when they are overdue. */
  readonly belowBudget: number;
}

/** A case in the queue. */
export interface QueueRow {
  readonly id: string;
  /** One sentence. */
  readonly why: string;
  readonly action: string;
  readonly rule: string | null;
  /** In the site's currency; null where it is not known. */
  readonly loss: number | null;
  /** Sum of what its alerts ask for. */
  readonly amount: number;
  readonly openedMs: number;
  readonly dueMs: number;
  /** Alerts folded into it that nobody has answered. */
  readonly alerts: number;
  readonly holder: Holder | null;
  /** Drawn at random: its score is not shown until it is answered. */
  readonly audit: boolean;
  /** Below today's places. */
  readonly isOver: boolean;
}

export interface QueueView extends Paged {
  readonly budget: BudgetView;
  readonly rows: readonly QueueRow[];
}

/** A visit in a case's history. */
export interface TimelineEvent {
  readonly id: string;
  readonly atMs: number;
  readonly action: string;
  /** Null where it would tell the score of an audit. */
  readonly outcome: Outcome | null;
  readonly isAccount: boolean;
  readonly isKey: boolean;
  /** Name or coordinates; null where nobody knows. */
  readonly place: string | null;
  readonly amount: number | null;
  /** What was said of it; null where nothing was. */
  readonly label: string | null;
  /** It is one of the case's alerts. */
  readonly isAlert: boolean;
  /** The visit that the case is about. */
  readonly isThis: boolean;
}

/** One of several alerts of a case. */
export interface FoldedAlert {
  readonly id: string;
  readonly atMs: number;
  readonly outcome: Outcome;
  readonly amount: number | null;
  readonly place: string | null;
  /** The one that ranks the case, and that the page tells of. */
  readonly isShown: boolean;
  /** What it has in common with that one. */
  readonly isSameAccount: boolean;
  readonly isSameCard: boolean;
  readonly isSameKey: boolean;
}

/** One line of the sum. */
export interface SumTerm {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  /** Logit units; positive is riskier. */
  readonly weight: number;
  /** Where nine of ten of the site's accepted visits lie; null where that is not known. */
  readonly usual: { readonly low: number; readonly high: number } | null;
  readonly kind: 'base' | 'group' | 'context';
}

export interface SumView {
  readonly terms: readonly SumTerm[];
  readonly z: number;
  /** Null where there is no score to start from. */
  readonly p: number | null;
  readonly low: number;
  readonly high: number;
  readonly basis: 'labels' | 'prior' | 'none';
  readonly amount: number | null;
  /** By the upper end of the interval. */
  readonly loss: number;
}

/** What a visit is by one kind of measures. */
export interface MeasuredView {
  /** Probability that it is a script, 0..1. */
  readonly score: number;
  readonly level: NonNullable<Facts['aligned']>['level'];
}

/** A visit by the measures of all sites and by those of this site's own people. */
export interface TwoMeasuresView {
  readonly shipped: MeasuredView;
  readonly own: MeasuredView;
  /** Logit units that the site's own take away; 0 or less. */
  readonly delta: number;
  /** What moved, the most first. */
  readonly moved: readonly { readonly title: string; readonly weight: number }[];
  /** The level follows the site's own measures. */
  readonly decides: boolean;
}

export interface SimilarCase {
  readonly id: string;
  readonly why: string;
  readonly ended: string | null;
  readonly openedMs: number;
  readonly amount: number | null;
}

/** What somebody said of a case. */
export interface AnswerView {
  readonly outcome: string;
  readonly reason: string;
  readonly by: string;
  readonly source: string;
  readonly atMs: number;
  readonly note: string | null;
  /** It is the label in force, an older or lesser word, one that was taken back, or what took it back. */
  readonly state: 'in_force' | 'outvoted' | 'reversed' | 'reversal';
}

/** Fifty entries of the deny list. */
export interface DenialsView extends Paged {
  readonly rows: readonly Denial[];
  /** A second person has to agree. */
  readonly needsSecondPerson: boolean;
}

export interface CaseView {
  readonly id: string;
  readonly state: 'open' | 'closed';
  /** Who closed it, null where nobody had time; null while it is open. */
  readonly ending: { readonly atMs: number; readonly by: string | null } | null;
  readonly why: string;
  readonly action: string;
  /** Of all its alerts together. */
  readonly amount: number | null;
  /** What ranks it: of all its alerts together. Null while the score of an audit is hidden. */
  readonly loss: number | null;
  /** Its first alerts, where there are several. */
  readonly folded: readonly FoldedAlert[];
  readonly outcome: Outcome;
  readonly hold: boolean;
  readonly rule: string | null;
  readonly openedMs: number;
  readonly dueMs: number;
  readonly alerts: number;
  readonly holder: Holder | null;
  readonly audit: boolean;
  /** Nobody could say what kind of visit it was. */
  readonly novel: boolean;
  /** Names under which they are recorded. */
  readonly account: string | null;
  readonly card: string | null;
  readonly key: string | null;
  /** The journey in one line; null where there was none. */
  readonly journey: string | null;
  readonly timeline: readonly TimelineEvent[];
  /** Null where there is no score, and in an audit that is not answered. */
  readonly sum: SumView | null;
  /** Null where only the shipped measures were in force, and in an audit that is not answered. */
  readonly measures: TwoMeasuresView | null;
  readonly against: readonly string[];
  readonly similar: readonly SimilarCase[];
  readonly answers: readonly AnswerView[];
  /** What of it can be put on the deny list, with the entry that is there. */
  readonly deniable: readonly DeniableName[];
  /** The policy in force has a rule that reads the deny list. */
  readonly readsDenyList: boolean;
  /** There is an account that a rule can be snoozed for. */
  readonly hasAccount: boolean;
  /** Rules that hold for the visit that ranks it. */
  readonly rules: readonly { readonly id: string; readonly isSnoozed: boolean }[];
}

/** What the last look at the whole chain came to. */
export interface Chain {
  /** Number of the first row that does not fit; null where the chain is whole. */
  readonly broken: number | null;
  /** Rows that were verified. */
  readonly rows: number;
  /** When, milliseconds since 1970. */
  readonly atMs: number;
}

export interface LogView extends Paged {
  readonly rows: readonly AuditRow[];
  readonly chain: Chain;
}

/** One hour of traffic. */
export interface HourView {
  readonly startMs: number;
  readonly levels: Readonly<Record<RuleLevel, number>>;
  readonly visits: number;
}

export interface HealthView {
  readonly hours: readonly HourView[];
  readonly visits: number;
  /** Share of attempts of the last hour, and of the day, that came without a token. */
  readonly missing: { readonly hour: number; readonly day: number };
  /** Why verdicts were refused, and how often. */
  readonly codes: readonly (readonly [code: string, visits: number])[];
  /** Why answers were the site's failover, and how often. */
  readonly failovers: readonly (readonly [cause: string, visits: number])[];
  readonly ruleErrors: number;
  /** 95 of 100 decisions took no longer, milliseconds; null where there was none. */
  readonly p95Ms: number | null;
  /** Where drift stands in this process, for each action that is watched. */
  readonly drift: Readonly<Record<string, DriftState>>;
}
