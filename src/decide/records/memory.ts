import type { AlertTies } from '../triage/fold.ts';
import { type AuditRow, chain } from './audit.ts';
import { type Label, withoutNote } from './label.ts';
import { createCases } from './memory-cases.ts';
import { createOutbox } from './memory-outbox.ts';
import { createSightings } from './memory-sightings.ts';
import { ownSinceMs } from './own-visit.ts';
import {
  type DecisionRecord,
  type Exported,
  IDEMPOTENCY_MS,
  type Records,
  type Snooze,
  type Subject,
} from './records.ts';

export interface MemoryRecordsOptions {
  /** Most decisions held at once, some 5 kB each; the oldest goes first. @default 10_000 */
  readonly maxDecisions?: number | undefined;
  /**
   * Most accounts whose places and keys are held; the one seen the longest ago goes first.
   * @default 10_000
   */
  readonly maxAccounts?: number | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

interface Entry extends DecisionRecord {
  readonly labels: Label[];
  readonly caseId: string | null;
}

/** Records in this process's memory: for one process, and for tests. Lost on restart. */
export function memoryRecords({
  maxDecisions = 10_000,
  maxAccounts = 10_000,
  now = Date.now,
}: MemoryRecordsOptions = {}): Records {
  const decisions = new Map<string, Entry>();
  const requests = new Map<string, string>();
  const snoozes = new Map<string, Snooze>();
  const sightings = createSightings(maxAccounts);
  const cases = createCases();
  const outbox = createOutbox();
  const rows: AuditRow[] = [];
  /** The end of the chain: one row after the other, whoever writes. */
  let last = Promise.resolve<AuditRow | null>(null);

  function write(by: string, what: string, detail: string): Promise<AuditRow | null> {
    last = last.then(async (before) => {
      const row = await chain(before, { atMs: now(), by, what, detail });
      rows.push(row);
      return row;
    });
    return last;
  }

  /** The entry that an earlier, equal request made. */
  function findRepeated(idempotency: string | null, atMs: number): Entry | undefined {
    const entry = decisions.get(requests.get(idempotency ?? '') ?? '');
    return entry && atMs - entry.decision.atMs < IDEMPOTENCY_MS ? entry : undefined;
  }

  /** Counts the visit as the account's own, or no longer, by what is said of it now. */
  function recount({ decision, account, jkt, place, labels }: Entry): void {
    if (account === null) return;
    sightings.remove(account, decision.id);
    const sinceMs = ownSinceMs(decision, labels);
    if (sinceMs === null) return;
    const isKeyKnown = decision.facts.key.known;
    const { id: decisionId, atMs } = decision;
    sightings.add(account, { decisionId, jkt, place, atMs, sinceMs, isKeyKnown });
  }

  function remove({ decision, idempotency }: Entry): void {
    decisions.delete(decision.id);
    if (idempotency !== null && requests.get(idempotency) === decision.id) requests.delete(idempotency);
  }

  return {
    async recall({ account, jkt, idempotency, atMs }) {
      const own = [...snoozes.values()].filter((one) => one.account === account && one.untilMs > atMs);
      return {
        ...sightings.recall({ account, jkt, idempotency, atMs }),
        snoozed: own.map(({ rule }) => rule),
        repeated: findRepeated(idempotency, atMs)?.decision ?? null,
      };
    },
    async save(record, messages = []) {
      const { decision, idempotency, card, account, jkt } = record;
      const saved = decisions.get(decision.id) ?? findRepeated(idempotency, decision.atMs);
      if (saved) return { decision: saved.decision, caseId: saved.caseId };
      const ties: AlertTies = { card, account, jkt };
      const caseId = decision.alert ? cases.file(ties, decision.atMs) : null;
      const entry: Entry = { ...record, labels: [], caseId };
      decisions.set(decision.id, entry);
      if (idempotency !== null) requests.set(idempotency, decision.id);
      recount(entry);
      await outbox.add(messages);
      for (const oldest of decisions.values()) {
        if (decisions.size <= maxDecisions) break;
        remove(oldest);
      }
      return { decision, caseId };
    },
    async label(decisionId, label) {
      const entry = decisions.get(decisionId);
      if (!entry) return false;
      entry.labels.push(label);
      recount(entry);
      await write(label.by, 'label', JSON.stringify({ decision: decisionId, ...withoutNote(label) }));
      return true;
    },
    async snooze(snooze) {
      const { account, rule, untilMs, by } = snooze;
      snoozes.set(`${account} ${rule}`, snooze);
      await write(by, 'snooze', JSON.stringify({ rule, untilMs }));
    },
    async snoozes(atMs) {
      const holding = [...snoozes.values()].filter(({ untilMs }) => untilMs > atMs);
      return holding.toSorted((one, other) => one.untilMs - other.untilMs);
    },
    async erase(subject, by) {
      const found = [...decisions.values()].filter((entry) => concerns(entry, subject));
      for (const entry of found) remove(entry);
      if (subject.account !== undefined) sightings.erase(subject.account);
      if (subject.jkt !== undefined) sightings.eraseKey(subject.jkt);
      for (const { decision, account } of found) if (account !== null) sightings.remove(account, decision.id);
      cases.forget(subject);
      outbox.forget(new Set(found.map(({ decision }) => decision.id)));
      for (const [name, { account }] of snoozes) if (account === subject.account) snoozes.delete(name);
      await write(by, 'erase', JSON.stringify({ decisions: found.length }));
      return found.length;
    },
    async *export({ fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = {}) {
      for (const { caseId: _, ...entry } of decisions.values()) {
        const { atMs } = entry.decision;
        if (atMs >= fromMs && atMs < toMs) yield entry satisfies Exported;
      }
    },
    async *audit() {
      yield* rows;
    },
    outbox,
  };
}

const concerns = (entry: Entry, { account, card, jkt }: Subject): boolean =>
  (account !== undefined && entry.account === account) ||
  (card !== undefined && entry.card === card) ||
  (jkt !== undefined && entry.jkt === jkt);
