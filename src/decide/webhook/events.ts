import type { Decision } from '../decision.ts';
import type { DriftAlarm } from '../drift/drift.ts';
import type { OutboxMessage } from '../message.ts';
import type { AlertCase } from '../records/cases.ts';
import type { Label } from '../records/label.ts';
import type { Announcement } from '../records/outbox.ts';

/** What endpoints are told of. */
export const EVENT_TYPES = [
  'decision.review',
  'case.opened',
  'case.closed',
  'label.created',
  'policy.published',
  'calibration.rolled_back',
] as const;

/** One of the types above, or an alarm of any name, such as `alarm.replay_store_unavailable`. */
export type WebhookEventType = (typeof EVENT_TYPES)[number] | `alarm.${string}`;

/** Something that happened. */
export interface WebhookEvent {
  readonly type: WebhookEventType;
  /** When, milliseconds since 1970. */
  readonly atMs: number;
  /** JSON. Says nothing that is not to leave the site: no account, no card, no address. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The decision it tells of; what waits is erased with it. @default none */
  readonly decisionId?: string | undefined;
}

/** A decision that waits for a person. */
const decisionReview = (decision: Decision): WebhookEvent => ({
  type: 'decision.review',
  atMs: decision.atMs,
  decisionId: decision.id,
  data: summaryOf(decision),
});

/** The case that a decision opened. */
const caseOpened = (caseId: string, decision: Decision): WebhookEvent => ({
  type: 'case.opened',
  atMs: decision.atMs,
  decisionId: decision.id,
  data: { id: caseId, decision: summaryOf(decision) },
});

/** A case that a person answered, or nobody came to. Who did stays with the site. */
export const caseClosed = (
  { id, kind, alerts, closed, openedMs }: AlertCase,
  atMs: number,
): WebhookEvent => ({
  type: 'case.closed',
  atMs,
  data: {
    ...{ id, kind, alerts, ending: closed?.ending ?? null, outcome: closed?.outcome ?? null },
    opened: new Date(openedMs).toISOString(),
  },
});

/** What is told of a decision, with messages for those endpoints that want them. */
export const announcementOf = (
  decision: Decision,
  toMessages: (event: WebhookEvent) => readonly OutboxMessage[],
): Announcement => ({
  messages: decision.outcome === 'review' ? toMessages(decisionReview(decision)) : [],
  opening: (caseId) => toMessages(caseOpened(caseId, decision)),
});

/** What somebody said of a decision. Who said so, and the note, stay with the site. */
export const labelCreated = (decisionId: string, label: Label): WebhookEvent => {
  const { id, outcome, reason, source, atMs, reverses } = label;
  const data = { id, decision: decisionId, outcome, reason, source, ...(reverses ? { reverses } : {}) };
  return { type: 'label.created', atMs, decisionId, data };
};

/** The visits of an action are not what they were. */
export const driftAlarm = (
  action: string,
  { atMs, signal, feature, strength, cause }: DriftAlarm,
): WebhookEvent => ({
  type: 'alarm.drift',
  atMs,
  data: { action, signal, feature, strength, cause: { ...cause } },
});

function summaryOf(decision: Decision): Readonly<Record<string, unknown>> {
  const { id, action, outcome, hold, rule, risk, actor, expectedLoss, reasons, policy, facts } = decision;
  return {
    id,
    action,
    outcome,
    hold,
    rule,
    policy,
    level: facts.level,
    amount: facts.amount,
    currency: facts.currency,
    risk,
    expected_loss: expectedLoss,
    actor,
    reasons: reasons.map(({ code }) => code),
  };
}

/** An event as it is sent to these endpoints: the same name and the same text for each. */
export function messagesOf(event: WebhookEvent, targets: readonly string[]): readonly OutboxMessage[] {
  if (targets.length === 0) return [];
  const { type, atMs, data, decisionId = null } = event;
  const id = `msg_${crypto.randomUUID()}`;
  const payload = JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), data });
  return targets.map((target) => ({ id, target, event: type, payload, decisionId, createdMs: atMs }));
}
