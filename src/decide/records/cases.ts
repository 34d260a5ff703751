import type { Decision, DecisionReason } from '../decision.ts';
import type { Place } from '../facts/place.ts';
import type { LabelOutcome } from '../label/vocabulary.ts';
import type { OutboxMessage } from '../message.ts';
import type { Drawn, Frame } from '../triage/draw.ts';
import { isNovel } from '../triage/draw.ts';
import { dueOf } from '../triage/due.ts';
import { type Loss, lossOf } from '../triage/loss.ts';
import type { Exported, KeptDecision } from './exported.ts';

/** Why a case is there: an alert was raised, or chance drew the visit. */
export type CaseKind = 'alert' | 'audit';

/** How a case ended: a person answered, or nobody had time and the policy's answer stands. */
export type CaseEnding = 'answered' | 'automatic';

/** Alerts that are one matter, or one visit that was drawn. */
export interface AlertCase {
  readonly id: string;
  readonly kind: CaseKind;
  readonly action: string;
  readonly openedMs: number;
  readonly lastAlertMs: number;
  /** When it should be answered. */
  readonly dueMs: number;
  /** Alerts folded into it. */
  readonly alerts: number;
  /** The first so many of them were answered. */
  readonly answered: number;
  /** What the alerts that were not answered may cost, in units of the site's currency. */
  readonly loss: Loss;
  /** Sum of the amounts of these alerts, where they are known. */
  readonly amount: number;
  /** An order is held back until somebody answers. */
  readonly hold: boolean;
  /** One sentence: the reason of the alert that may cost most. */
  readonly why: DecisionReason;
  /** Nobody can say what kind of visit it is. */
  readonly novel: boolean;
  /** Probability with which the visit was drawn; null where it was not. */
  readonly propensity: number | null;
  /** Who is looking at it. */
  readonly taken: { readonly by: string; readonly untilMs: number } | null;
  readonly closed: CaseClosing | null;
}

/** The way of an account from its last place to a visit. */
export interface Journey {
  /** Rounded to a tenth of a degree. */
  readonly from: Place;
  /** Null where it is not remembered, as behind a VPN. */
  readonly to: Place | null;
  /** Kind of the network that the visit came by. */
  readonly network: string;
  /** Less the uncertainty of both places. */
  readonly km: number;
  readonly minutes: number;
  /** Both were on one device key. */
  readonly isSameKey: boolean;
}

export interface CaseClosing {
  readonly atMs: number;
  readonly ending: CaseEnding;
  /** Who answered; null where nobody did. */
  readonly by: string | null;
  readonly outcome: LabelOutcome | null;
}

/** What one alert adds to its case. */
export interface CaseAlert extends Pick<AlertCase, 'action' | 'hold' | 'why' | 'novel' | 'loss' | 'amount'> {
  readonly decisionId: string;
  readonly atMs: number;
  readonly dueMs: number;
}

export interface CaseTally {
  readonly open: Readonly<Record<CaseKind, number>>;
  /** Answered since the time that was asked for. */
  readonly answered: Readonly<Record<CaseKind, number>>;
  /** Went the automatic way since then. */
  readonly automatic: number;
}

export interface TakeRequest {
  readonly id: string;
  readonly by: string;
  readonly nowMs: number;
  readonly untilMs: number;
  /** Only where the same person has it until then: of two that know it, one gets it. @default nobody asks */
  readonly heldUntilMs?: number | undefined;
}

/** The visits of a day's audit. */
export interface DayDraw {
  /** Such as `2026-11-28`. One draw a day. */
  readonly day: string;
  readonly nowMs: number;
  /** Visits recorded, or sent the automatic way, from here on and before `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly novel: Drawn;
  readonly other: Drawn;
}

/** Where cases are kept. Every method that changes one says null where somebody was faster. */
export interface Cases {
  /** Open cases of a kind: alerts from the highest rank, audits from the oldest. */
  page(query: {
    readonly kind: CaseKind;
    readonly offset: number;
    readonly limit: number;
  }): Promise<readonly AlertCase[]>;
  tally(sinceMs: number): Promise<CaseTally>;
  find(id: string): Promise<AlertCase | null>;
  /** Decisions of a case with their labels, in the order in which they joined. */
  decisions(id: string, limit: number): Promise<readonly Exported[]>;
  /** Newest decisions of an account or a key. */
  history(about: {
    readonly account: string | null;
    readonly jkt: string | null;
    readonly limit: number;
  }): Promise<readonly Exported[]>;
  /** By case: the account’s way to the visit that the case’s reason tells of, where it is known. */
  journeys(ids: readonly string[]): Promise<ReadonlyMap<string, Journey>>;
  /** Answered cases that were opened for the same reason, the newest first. */
  similar(to: AlertCase, limit: number): Promise<readonly AlertCase[]>;
  /** Gives an open case to somebody, unless another one has it. */
  take(request: TakeRequest): Promise<AlertCase | null>;
  /** Gives it back. */
  release(id: string, by: string): Promise<AlertCase | null>;
  /** Closes a case that the reviewer has; it stays open where more alerts joined than were seen. */
  answer(request: {
    readonly id: string;
    readonly by: string;
    readonly nowMs: number;
    readonly seen: number;
    readonly outcome: LabelOutcome;
    /** Stored with it where it closes the case. @default none */
    readonly messages?: readonly OutboxMessage[] | undefined;
  }): Promise<AlertCase | null>;
  /**
   * Takes back the last answer, where the same reviewer gave it since `sinceMs`; not from under another one
   * who has taken the case since, and not where it has gone the automatic way.
   */
  reopen(request: Omit<TakeRequest, 'heldUntilMs'> & { readonly sinceMs: number }): Promise<AlertCase | null>;
  /** Changes what an answered case came to; null where it was opened again since `closedMs`. */
  correct(request: {
    readonly id: string;
    readonly closedMs: number;
    readonly outcome: LabelOutcome;
  }): Promise<AlertCase | null>;
  /** Sends overdue alerts below the first `keep` ranks the automatic way, and says which. */
  overflow(request: {
    readonly nowMs: number;
    readonly keep: number;
    /** What endpoints are told of each of them, stored with it. @default nothing */
    readonly telling?: ((gone: AlertCase) => readonly OutboxMessage[]) | undefined;
  }): Promise<readonly AlertCase[]>;
  /** Until when visits were drawn from; null where there was no draw. */
  drawnUntil(): Promise<number | null>;
  /** Visits that nobody will look at, unless they are drawn. */
  frame(fromMs: number, toMs: number): Promise<Frame>;
  /** Opens a case for each visit that was drawn. Once a day: a second draw changes nothing. */
  open(draw: DayDraw): Promise<number>;
}

/** A case to which nobody came, closed at a time. */
export const endedAt = (one: AlertCase, atMs: number): AlertCase => ({
  ...one,
  closed: { atMs, ending: 'automatic', by: null, outcome: null },
});

/** A reason where a decision has none. */
const NO_REASON: DecisionReason = { code: 'otherwise', text: 'No rule spoke of this visit.' };

/** What a decision adds to the case that it opens or joins. */
export function alertOf(decision: Decision): CaseAlert {
  const { id, atMs, action, outcome, hold, facts, reasons } = decision;
  return {
    decisionId: id,
    atMs,
    dueMs: dueOf({ hold, atMs }),
    action,
    hold: hold && outcome === 'review',
    loss: lossOf(decision),
    amount: facts.amount ?? 0,
    why: reasons[0] ? { code: reasons[0].code, text: reasons[0].text } : NO_REASON,
    novel: isNovel(facts),
  };
}

/** The same of a recorded decision; null where its facts have expired. */
export const keptAlertOf = ({ facts, ...decision }: KeptDecision): CaseAlert | null =>
  facts === null ? null : alertOf({ ...decision, facts });
