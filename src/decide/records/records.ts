import type { Place } from '../facts/place.ts';
import type { Sighting } from '../facts/travel.ts';
import type { OutboxMessage } from '../message.ts';
import type { PolicyStore } from '../policy/store.ts';
import type { AlignmentStore } from './alignment.ts';
import type { AuditEntry, AuditRange, AuditRow } from './audit.ts';
import type { Cases } from './cases.ts';
import type { Deniable, Denials } from './denials.ts';
import type { DecisionRecord, Exported, KeptDecision, LabelledStub } from './exported.ts';
import type { DecisionQuery, FoundDecision } from './find.ts';
import type { Label, LabelAdded, LabelGiven } from './label.ts';
import type { LearningStore } from './learning.ts';
import type { Announcement, Outbox } from './outbox.ts';
import type { RetentionDays } from './retention.ts';

export type { DecisionRecord, Exported, KeptDecision, LabelledStub };

/** A request is recognised so long (A7). */
export const IDEMPOTENCY_MS = 24 * 3_600_000;

/** What is asked of the records before a decision. Names are hashes from the door. */
export interface RecallQuery {
  readonly account: string | null;
  readonly card: string | null;
  /** Thumbprint of the visit's key; null where it has none. */
  readonly jkt: string | null;
  /** Name of the request, where it may be a repeated one. */
  readonly idempotency: string | null;
  readonly atMs: number;
}

/** What is remembered of an account. */
export interface Recalled {
  /** The account's newest remembered place under this key, else under any key. */
  readonly from: Sighting | null;
  readonly homes: readonly Place[];
  /** Since when this key is known on this account; null where it is not. */
  readonly keySinceMs: number | null;
  /** Rules that raise no alert for this account. */
  readonly snoozed: readonly string[];
  /** Which of its names are on the deny list. */
  readonly denied: readonly Deniable[];
  /** What a request of this name was answered within the last day. */
  readonly repeated: Answered | null;
}

/** A decision, and whom it concerns. */
export interface Answered extends Pick<DecisionRecord, 'decision' | 'account' | 'card'> {}

/** The decision that stands: an earlier one, where a request of that name was answered in the meantime. */
export interface Saved extends Answered {
  /** The case that the alert opened or joined; null where there was no alert. */
  readonly caseId: string | null;
}

/** Whose records are erased; names are hashes, and a key is its thumbprint. */
export interface Subject {
  readonly account?: string | undefined;
  readonly card?: string | undefined;
  readonly jkt?: string | undefined;
}

/** Which decisions are exported: from a time on, and before another, milliseconds since 1970. */
export interface ExportRange {
  /** @default the first decision */
  readonly fromMs?: number | undefined;
  /** @default the last decision */
  readonly toMs?: number | undefined;
}

/** A rule that raises no alert for an account, for a while; it still decides. */
export interface Snooze {
  /** A hash. */
  readonly account: string;
  readonly rule: string;
  /** Milliseconds since 1970. */
  readonly untilMs: number;
  /** Who said so. */
  readonly by: string;
}

/** Where decisions, places, cases, labels and the audit are kept. */
export interface Records {
  recall(query: RecallQuery): Promise<Recalled>;
  /**
   * Records a decision, and with it its place, its key, its case and what endpoints are to be told of it: all
   * of it or nothing. Saving one twice changes nothing.
   */
  save(record: DecisionRecord, announcement?: Announcement): Promise<Saved>;
  /**
   * Adds a label or a reversal, unless it was given already, also to a stub, and counts the visit as the
   * account's own, or no longer, by what is said of it then: all of it or nothing.
   *
   * @param announce what endpoints are to be told of a row that is new
   */
  label(
    decisionId: string,
    given: LabelGiven,
    announce?: (label: Label) => readonly OutboxMessage[],
  ): Promise<LabelAdded>;
  /**
   * Decisions that a query means, the oldest first, five at the most; by their id also those that expired and
   * left a stub.
   */
  find(query: DecisionQuery): Promise<readonly FoundDecision[]>;
  /** Snoozes a rule for an account, or changes until when; the audit says who did. */
  snooze(snooze: Snooze): Promise<void>;
  /** Snoozes that hold at this time, the one that ends first at the beginning. */
  snoozes(atMs: number): Promise<readonly Snooze[]>;
  /**
   * Removes everything about somebody, and leaves a tombstone in the audit. Resolves with the decisions
   * removed.
   */
  erase(subject: Subject, by: string): Promise<number>;
  /**
   * Removes what is older than its days, and makes room for what comes: run it once a day, at the least once
   * a week. Resolves with the decisions of which stubs are left.
   * @throws TypeError for days that make no sense
   */
  expire(nowMs: number, days?: RetentionDays): Promise<number>;
  /** Decisions that have not expired, with their labels, the oldest first. */
  export(range?: ExportRange): AsyncIterable<Exported>;
  /** What is left of decisions that expired. */
  stubs(): AsyncIterable<LabelledStub>;
  /** Adds a row to the audit. */
  log(entry: AuditEntry): Promise<void>;
  /** The audit's rows in their order: from the first one on, or so many from a number on. */
  audit(range?: AuditRange): AsyncIterable<AuditRow>;
  /** The audit's last row; null where there is none. */
  lastAudit(): Promise<AuditRow | null>;
  /** Webhooks that wait to be sent. */
  readonly outbox: Outbox;
  /** Policies and their states, for `createPolicyBook`; each publication is audited. */
  readonly policies: PolicyStore;
  /** Curves that were learnt from labels; each change is audited. */
  readonly learning: LearningStore;
  /** Where the site's people sit on the features. */
  readonly alignment: AlignmentStore;
  /** Keys, accounts and cards that reviewers put on the deny list. */
  readonly denials: Denials;
  /** Alerts that people look at. */
  readonly cases: Cases;
}
