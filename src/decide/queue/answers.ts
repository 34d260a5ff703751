import type { LabelOutcome, LabelReason } from '../label/vocabulary.ts';
import type { OutboxMessage } from '../message.ts';
import type { AlertCase } from '../records/cases.ts';
import { type Label, type LabelGiven, type LabelReversal, ownLabel } from '../records/label.ts';
import type { Records } from '../records/records.ts';
import { type LabelFault, readLabel } from '../steps/read-label.ts';
import { caseClosed, labelCreated, type WebhookEvent } from '../webhook/events.ts';
import { type QueueRow, rowOf } from './page.ts';
import type { QueueCode, Queued } from './queued.ts';

/** A case is held so long for who took it. decide.md §7. */
export const LOCK_MS = 10 * 60_000;
/** An answer can be taken back so long. decide.md §7. */
export const UNDO_MS = 10_000;

/** What a reviewer says of a case. */
export interface CaseAnswer {
  readonly outcome: LabelOutcome;
  readonly reason: LabelReason;
  readonly note?: string | undefined;
  /** How many alerts the reviewer saw: those that joined later stay open. */
  readonly seen: number;
}

/** What a reviewer says of a case that was answered. */
export type CaseCorrection = Omit<CaseAnswer, 'seen'>;

export interface AnswersOptions {
  readonly records: Pick<Records, 'cases' | 'label' | 'log'>;
  /** Who answers. */
  readonly by: string;
  readonly now: () => number;
  /** What endpoints are told. */
  readonly messagesOf: (event: WebhookEvent) => readonly OutboxMessage[];
  /** Why a case could not be changed. */
  readonly refuse: (id: string, otherwise: QueueCode) => Promise<Queued<never>>;
}

/** What one reviewer answers. @see Queue */
export interface Answers {
  answer(id: string, answer: CaseAnswer): Promise<Queued<QueueRow>>;
  undo(id: string): Promise<Queued<QueueRow>>;
  correct(id: string, answer: CaseCorrection): Promise<Queued<QueueRow>>;
}

/** Answers become labels of every alert of a case; records that fail reject. */
export function createAnswers({ records, by, now, messagesOf, refuse }: AnswersOptions): Answers {
  const { cases } = records;
  const row = (one: AlertCase): Queued<QueueRow> => ({ ok: true, value: rowOf(one, false) });

  /** Adds a row to each of the alerts from one on, or none where there is nothing to say; gives new ones. */
  async function labelAlerts(
    one: AlertCase,
    alerts: { readonly from: number; readonly to: number },
    givenFor: (labels: readonly Label[]) => LabelGiven | null,
  ): Promise<ReadonlySet<string>> {
    const added = new Set<string>();
    const decisions = await cases.decisions(one.id, alerts.to);
    for (const { decision, labels } of decisions.slice(alerts.from)) {
      const announce = (label: Label) => messagesOf(labelCreated(decision.id, label));
      const given = givenFor(labels);
      const done = given && (await records.label(decision.id, given, announce));
      if (done?.ok && done.isNew) added.add(done.label.id);
    }
    return added;
  }

  /** What this reviewer said of an alert since a time is taken back. What was said before it stays. */
  function reversalOf(labels: readonly Label[], sinceMs: number): LabelReversal | null {
    const own = ownLabel(labels, { source: 'analyst', by });
    return own && own.atMs >= sinceMs ? { reverses: own.id, by, atMs: now(), mayReverseOthers: false } : null;
  }

  async function refuseLabel(caseId: string, code: LabelFault, detail: string): Promise<Queued<never>> {
    const entry = { what: 'answer', code, case: caseId };
    await records.log({ atMs: now(), by, what: 'refused', detail: JSON.stringify(entry) });
    return { ok: false, code: 'label_invalid', detail };
  }

  return {
    async answer(id, answer) {
      const nowMs = now();
      const { outcome, reason, note, seen: shown } = Object(answer) as CaseAnswer;
      const label = readLabel({ outcome, reason, note, source: 'analyst', by, at: nowMs }, nowMs);
      if (!label.ok) return refuseLabel(id, label.code, label.detail);
      if (!Number.isInteger(shown) || shown < 1)
        return refuseLabel(id, 'label_invalid', 'seen must be how many alerts were seen');
      const before = await cases.find(id);
      const isOwn = before?.taken?.by === by && before.taken.untilMs > nowMs;
      if (!before?.taken || before.closed || !isOwn) return refuse(id, 'case_not_taken');
      const seen = Math.min(shown, before.alerts);
      // Of two answers at once, one goes on: it has the case a little longer than the other one knows.
      const heldUntilMs = before.taken.untilMs;
      const untilMs = Math.max(nowMs + LOCK_MS, heldUntilMs + 1);
      if (!(await cases.take({ id, by, nowMs, untilMs, heldUntilMs }))) return refuse(id, 'case_not_taken');
      // Labels first: where this breaks off, the case is still open, and the same answer completes it.
      const alerts = { from: before.answered, to: seen };
      const added = await labelAlerts(before, alerts, () => label.value);
      const closed = { atMs: nowMs, ending: 'answered', by, outcome } as const;
      const messages = messagesOf(caseClosed({ ...before, closed }, nowMs));
      const answered = await cases.answer({ id, by, nowMs, seen, outcome, messages });
      if (answered) return row(answered);
      // Ten minutes ended in between, and somebody else has the case: his answer is not to be outvoted.
      const after = await cases.find(id);
      if ((after?.closed?.by ?? after?.taken?.by ?? by) !== by)
        await labelAlerts(before, alerts, (labels) => {
          const reversal = reversalOf(labels, Number.NEGATIVE_INFINITY);
          return reversal && added.has(reversal.reverses) ? reversal : null;
        });
      return refuse(id, 'case_not_taken');
    },
    async undo(id) {
      const nowMs = now();
      const before = await cases.find(id);
      if (!before) return { ok: false, code: 'case_unknown' };
      const request = { id, by, nowMs, sinceMs: nowMs - UNDO_MS, untilMs: nowMs + LOCK_MS };
      const open = await cases.reopen(request);
      const isAnswered = before.closed?.ending === 'answered';
      if (!open && isAnswered) return { ok: false, code: 'undo_late', case: rowOf(before, false) };
      if (!open) return refuse(id, 'undo_late');
      await labelAlerts(open, { from: open.answered, to: before.answered }, (labels) =>
        reversalOf(labels, request.sinceMs),
      );
      return row(open);
    },
    async correct(id, answer) {
      const nowMs = now();
      const { outcome, reason, note } = Object(answer) as CaseCorrection;
      const label = readLabel({ outcome, reason, note, source: 'analyst', by, at: nowMs }, nowMs);
      if (!label.ok) return refuseLabel(id, label.code, label.detail);
      const before = await cases.find(id);
      if (before?.closed?.ending !== 'answered') return refuse(id, 'case_not_answered');
      const alerts = { from: 0, to: before.answered };
      const isOther = (own: Label) => own.outcome !== outcome || own.reason !== reason;
      // One's own word is taken back in a row of its own; of other people's words the newest counts.
      await labelAlerts(before, alerts, (labels) => {
        const own = ownLabel(labels, { source: 'analyst', by });
        return own && isOther(own) ? reversalOf(labels, Number.NEGATIVE_INFINITY) : null;
      });
      await labelAlerts(before, alerts, () => label.value);
      const corrected = await cases.correct({ id, closedMs: before.closed.atMs, outcome });
      return corrected ? row(corrected) : refuse(id, 'case_not_answered');
    },
  };
}
