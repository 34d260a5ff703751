import { SIGHTING_MS } from '../facts/homes.ts';
import { memoryPolicyStore } from '../policy/memory-store.ts';
import { type AuditRow, chain } from './audit.ts';
import { CENT, type DecisionQuery, type FoundDecision, MOST_FOUND } from './find.ts';
import { admitLabel, type Label, labelId, labelInForce, withoutNote } from './label.ts';
import { createMemoryAlignment } from './memory-alignment.ts';
import { createCases } from './memory-cases.ts';
import { createDenials } from './memory-denials.ts';
import { createMemoryLearning, type LearningEntry } from './memory-learning.ts';
import { createOutbox } from './memory-outbox.ts';
import { createSightings } from './memory-sightings.ts';
import { createStubs } from './memory-stubs.ts';
import { ownSinceMs, type Visit, visitOf } from './own-visit.ts';
import {
  type Answered,
  type DecisionRecord,
  type Exported,
  IDEMPOTENCY_MS,
  type KeptDecision,
  type Records,
  type Snooze,
  type Subject,
} from './records.ts';
import { cutoffsOf, type Stub } from './retention.ts';
import { stubOf } from './stub.ts';

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

interface Entry {
  /** Without its facts once they have expired. */
  record: Omit<DecisionRecord, 'decision'> & { readonly decision: KeptDecision };
  readonly visit: Visit;
  readonly isKeyKnown: boolean;
  /** What is to be left of it. */
  stub: Stub;
  readonly labels: Label[];
  readonly caseId: string | null;
}

/** Records in this process's memory: for one process, and for tests. Lost on restart. */
export function memoryRecords({
  maxDecisions = 10_000,
  maxAccounts = 10_000,
  now = Date.now,
}: MemoryRecordsOptions = {}): Records {
  const entries = new Map<string, Entry>();
  const requests = new Map<string, string>();
  const snoozes = new Map<string, Snooze>();
  const sightings = createSightings(maxAccounts);
  const outbox = createOutbox();
  const cases = createCases({
    find: (id) => entries.get(id),
    all: () => entries.values(),
    read: readExported,
    placeBefore: ({ account, jkt, decision: { atMs } }) =>
      account === null ? null : sightings.before(account, jkt, atMs),
    mark(id, propensity) {
      const entry = entries.get(id);
      if (!entry) return;
      entry.record = { ...entry.record, decision: { ...entry.record.decision, propensity } };
      entry.stub = { ...entry.stub, propensity };
    },
    tell: (messages) => outbox.add(messages),
  });
  const stubs = createStubs(maxDecisions);
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

  const denials = createDenials(write);
  const alignment = createMemoryAlignment();
  const learning = createMemoryLearning({
    entries: () => [...entries.values()].map(learningEntryOf),
    async onChange({ by, what, detail, messages = [] }) {
      await outbox.add(messages);
      await write(by, what, detail);
    },
  });

  /** The entry that an earlier, equal request made. */
  function findRepeated(idempotency: string | null, atMs: number): Entry | undefined {
    const entry = entries.get(requests.get(idempotency ?? '') ?? '');
    return entry && atMs - entry.visit.atMs < IDEMPOTENCY_MS ? entry : undefined;
  }

  /** Counts the visit as the account's own, or no longer, by what is said of it now. */
  function recount({ record: { decision, account, jkt, place }, visit, labels, isKeyKnown }: Entry): void {
    if (account === null) return;
    sightings.remove(account, decision.id);
    const sinceMs = ownSinceMs(visit, labels);
    if (sinceMs === null) return;
    const { id: decisionId, atMs } = decision;
    sightings.add(account, { decisionId, jkt, place, atMs, sinceMs, isKeyKnown });
  }

  function remove({ record: { decision, idempotency } }: Entry): void {
    entries.delete(decision.id);
    if (idempotency !== null && requests.get(idempotency) === decision.id) requests.delete(idempotency);
  }

  /** Adds a label to a decision, or without its note to a stub. */
  function addLabel(decisionId: string, labels: Label[], label: Label): void {
    const entry = entries.get(decisionId);
    labels.push(entry ? label : withoutNote(label));
    if (entry) recount(entry);
    else if (labelInForce(labels)?.outcome === 'fraudulent') sightings.removeEverywhere(decisionId);
  }

  return {
    async recall({ account, card, jkt, idempotency, atMs }) {
      const own = [...snoozes.values()].filter((one) => one.account === account && one.untilMs > atMs);
      const denied = await denials.find({ key: jkt, account, card }, atMs);
      return {
        ...sightings.recall({ account, card, jkt, idempotency, atMs }),
        snoozed: own.map(({ rule }) => rule),
        denied: denied.filter(({ confirmedBy }) => confirmedBy !== null).map(({ kind }) => kind),
        repeated: answeredOf(findRepeated(idempotency, atMs)),
      };
    },
    async save(record, { messages = [], opening = () => [] } = {}) {
      const { decision, idempotency } = record;
      const saved = entries.get(decision.id) ?? findRepeated(idempotency, decision.atMs);
      const { account, card } = record;
      if (saved) return { ...(answeredOf(saved) ?? { decision, account, card }), caseId: saved.caseId };
      const filed = decision.alert ? cases.file(decision, record) : null;
      const caseId = filed?.id ?? null;
      const isKeyKnown = decision.facts.key.known;
      const own = { visit: visitOf(decision), isKeyKnown, stub: stubOf(decision) };
      const entry: Entry = { record, ...own, labels: [], caseId };
      entries.set(decision.id, entry);
      if (idempotency !== null) requests.set(idempotency, decision.id);
      recount(entry);
      await outbox.add(filed?.alerts === 1 ? [...messages, ...opening(filed.id)] : messages);
      for (const oldest of entries.values()) {
        if (entries.size <= maxDecisions) break;
        remove(oldest);
      }
      return { decision, account, card, caseId };
    },
    async label(decisionId, given, announce = () => []) {
      const id = await labelId(decisionId, given);
      const labels = entries.get(decisionId)?.labels ?? stubs.labelsOf(decisionId);
      if (labels === null) return { ok: false, code: 'decision_unknown' };
      const added = admitLabel(labels, given, id);
      if (!added.ok || !added.isNew) return added;
      const { label } = added;
      addLabel(decisionId, labels, label);
      await outbox.add(announce(label));
      await write(label.by, 'label', JSON.stringify({ decision: decisionId, ...withoutNote(label) }));
      return added;
    },
    async find(query) {
      if ('id' in query && !entries.has(query.id)) {
        const stub = stubs.list().find(({ id }) => id === query.id);
        return stub ? [{ id: stub.id, atMs: stub.atMs, action: stub.action, labels: stub.labels }] : [];
      }
      const meant = [...entries.values()].filter((entry) => isMeant(entry, query)).map(readFound);
      return meant.toSorted((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : 1)).slice(0, MOST_FOUND);
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
      const found = [...entries.values()].filter(({ record }) => concerns(record, subject));
      for (const entry of found) remove(entry);
      denials.erase(subject);
      if (subject.account !== undefined) sightings.erase(subject.account);
      if (subject.jkt !== undefined) {
        sightings.eraseKey(subject.jkt);
        alignment.eraseKey(subject.jkt);
      }
      for (const { record } of found)
        if (record.account !== null) sightings.remove(record.account, record.decision.id);
      cases.forget(subject, new Set(found.map(({ record }) => record.decision.id)));
      outbox.forget(new Set(found.map(({ record }) => record.decision.id)));
      learning.forget(new Set(found.map(({ record }) => record.decision.id)));
      for (const [name, { account }] of snoozes) if (account === subject.account) snoozes.delete(name);
      await write(by, 'erase', JSON.stringify({ decisions: found.length }));
      return found.length;
    },
    async expire(nowMs, days = {}) {
      const cutoffs = cutoffsOf(days, nowMs);
      const old = [...entries.values()].filter(({ visit }) => visit.atMs < cutoffs.decision);
      for (const entry of old) {
        remove(entry);
        stubs.add(entry.stub, entry.labels);
      }
      for (const entry of entries.values())
        if (entry.visit.atMs < cutoffs.facts)
          entry.record = { ...entry.record, decision: { ...entry.record.decision, facts: null } };
      sightings.expire(cutoffs.sighting, nowMs - SIGHTING_MS);
      stubs.expire(cutoffs.label);
      denials.expire(nowMs);
      alignment.expire(Math.floor(nowMs / 86_400_000));
      for (const [name, { untilMs }] of snoozes) if (untilMs < nowMs) snoozes.delete(name);
      return old.length;
    },
    async *export({ fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = {}) {
      for (const entry of [...entries.values()].toSorted((a, b) => a.visit.atMs - b.visit.atMs))
        if (entry.visit.atMs >= fromMs && entry.visit.atMs < toMs) yield readExported(entry);
    },
    async *stubs() {
      yield* stubs.list();
    },
    async log({ by, what, detail }) {
      await write(by, what, detail);
    },
    async *audit({ fromSeq = Number.NEGATIVE_INFINITY, limit = Number.POSITIVE_INFINITY } = {}) {
      const asked = rows.filter(({ seq }) => seq >= fromSeq);
      yield* asked.slice(0, limit);
    },
    async lastAudit() {
      return rows.at(-1) ?? null;
    },
    outbox,
    denials,
    policies: memoryPolicyStore(async ({ by, detail, messages = [] }) => {
      await outbox.add(messages);
      await write(by, 'publish', detail);
    }),
    learning: learning.store,
    alignment: alignment.store,
    cases,
  };
}

/** A decision whose facts have not expired, and whom it concerns; null for any other. */
function answeredOf(entry: Entry | undefined): Answered | null {
  if (entry === undefined) return null;
  const { decision, account, card } = entry.record;
  const { facts } = decision;
  return facts && { decision: { ...decision, facts }, account, card };
}

const learningEntryOf = ({ record, stub, labels }: Entry): LearningEntry => ({
  ...{ decision: record.decision, z: stub.z, labels },
  names: { account: record.account, card: record.card, jkt: record.jkt, net: record.net },
});

const readFound = ({ record: { decision }, labels }: Entry): FoundDecision => ({
  ...{ id: decision.id, atMs: decision.atMs, action: decision.action },
  labels: [...labels],
});

function isMeant(
  { record: { card, order }, stub: { id, atMs, amount } }: Entry,
  query: DecisionQuery,
): boolean {
  if ('id' in query) return id === query.id;
  if ('order' in query) return order === query.order;
  const isThen = card === query.card && atMs >= query.fromMs && atMs < query.toMs;
  return isThen && amount !== null && Math.abs(amount - query.amount) < CENT;
}

function readExported({ record, labels }: Entry): Exported {
  const { band: _, order: __, ...names } = record;
  return { ...names, labels: [...labels] };
}

const concerns = (record: Omit<DecisionRecord, 'decision'>, { account, card, jkt }: Subject): boolean =>
  (account !== undefined && record.account === account) ||
  (card !== undefined && record.card === card) ||
  (jkt !== undefined && record.jkt === jkt);
