import { checkShared, type SqlClient } from '../../../server/stores/sql-table.ts';
import type { Decision } from '../../decision.ts';
import type { Place } from '../../facts/place.ts';
import { type Label, withoutNote } from '../label.ts';
import { ownSinceMs } from '../own-visit.ts';
import type { DecisionRecord, Exported, Recalled, Records, Saved } from '../records.ts';
import { appendAudit, readAudit } from './audit.ts';
import { messagesOf, sqlOutbox } from './outbox.ts';
import * as statements from './statements.ts';

export interface SqlRecordsOptions {
  /** For PGlite: must be true, and says that this process is the only one that has the data. */
  readonly allowSingleProcess?: boolean | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/** Decisions of one query of an export, some 5 kB each. Chosen: a few MB. */
const PAGE = 500;

/**
 * Records in PostgreSQL or PGlite, for all processes that decide. The tables come from `recordsTables`.
 *
 * @throws TypeError for a wrong option
 */
export function sqlRecords(client: SqlClient, options: SqlRecordsOptions = {}): Records {
  const { now = Date.now, ...shared } = options;
  checkShared('sqlRecords', client, shared);
  /** The rows are those that our own statements name. */
  const ask = async <Row>(statement: string, ...values: readonly unknown[]) =>
    (await client.query(statement, [...values])).rows as readonly Row[];

  async function find(id: string): Promise<Saved> {
    const [row] = await ask<Stored>(statements.FIND, id);
    if (!row) throw new Error('sqlRecords: the decision that stands is not there');
    return { decision: row.body, caseId: row.case_id };
  }

  /** Counts the visit as the account's own, or no longer, by what is said of it now. */
  async function recount(id: string): Promise<void> {
    const [row] = await ask<Stored>(statements.LABELLED, id);
    if (!row || row.account === null) return;
    const { body, account, jkt, lat, lon, accuracy } = row;
    const sinceMs = ownSinceMs(body, row.labels ?? []);
    if (sinceMs === null) await ask(statements.UNSIGHT, id);
    else {
      const isKeyKnown = body.facts.key.known;
      await ask(statements.SIGHT, id, account, jkt, body.atMs, sinceMs, isKeyKnown, lat, lon, accuracy);
    }
  }

  return {
    async recall({ account, jkt, idempotency, atMs }) {
      const [row] = await ask<RecallRow>(statements.RECALL, account, jkt, idempotency, atMs);
      if (!row) throw new Error('sqlRecords: the database answered no row');
      return readRecalled(row);
    },
    async save(record, messages = []) {
      const { decision } = record;
      const values = [...valuesOf(record), messagesOf(messages)];
      const [row] = await ask<SavedRow>(statements.SAVE, ...values);
      if (!row) throw new Error('sqlRecords: the database answered no row');
      return row.written === null ? find(row.stands) : { decision, caseId: row.case_id };
    },
    async label(decisionId, label) {
      const rows = await ask(statements.LABEL, decisionId, label.atMs, JSON.stringify(label));
      if (rows.length === 0) return false;
      await recount(decisionId);
      const detail = JSON.stringify({ decision: decisionId, ...withoutNote(label) });
      await appendAudit(client, { atMs: now(), by: label.by, what: 'label', detail });
      return true;
    },
    async snooze({ account, rule, untilMs, by }) {
      await ask(statements.SNOOZE, account, rule, untilMs, by);
      await appendAudit(client, {
        atMs: now(),
        by,
        what: 'snooze',
        detail: JSON.stringify({ rule, untilMs }),
      });
    },
    async snoozes(atMs) {
      const rows = await ask<SnoozeRow>(statements.SNOOZES, atMs);
      return rows.map(({ account, rule, until, by_whom }) => ({
        account,
        rule,
        untilMs: until,
        by: by_whom,
      }));
    },
    async erase({ account = null, card = null, jkt = null }, by) {
      const [row] = await ask<{ readonly count: number }>(statements.ERASE, account, card, jkt);
      const decisions = row?.count ?? 0;
      await appendAudit(client, { atMs: now(), by, what: 'erase', detail: JSON.stringify({ decisions }) });
      return decisions;
    },
    async *export({ fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY } = {}) {
      // No name sorts before the empty one: decisions at `fromMs` are among the first.
      for (let [at, id] = [fromMs, '']; ; ) {
        const rows = await ask<Stored>(statements.EXPORT, at, id, PAGE);
        for (const row of rows) if (row.at < toMs) yield readExported(row);
        const last = rows.at(-1);
        if (!last || last.at >= toMs) return;
        [at, id] = [last.at, last.id];
      }
    },
    audit: () => readAudit(client),
    outbox: sqlOutbox(client),
  };
}

/** A row of `tellsign_decision`, with its labels where they were asked for. */
interface Stored {
  readonly id: string;
  readonly at: number;
  readonly account: string | null;
  readonly card: string | null;
  readonly jkt: string | null;
  readonly ip: string | null;
  readonly net: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly accuracy: number | null;
  readonly idempotency: string | null;
  readonly case_id: string | null;
  readonly body: Decision;
  readonly labels?: readonly Label[] | null;
}

interface SavedRow {
  /** Name of the decision that stands. */
  readonly stands: string;
  /** Name of the decision where it was written now. */
  readonly written: string | null;
  readonly case_id: string | null;
}

interface SnoozeRow {
  readonly account: string;
  readonly rule: string;
  readonly until: number;
  readonly by_whom: string;
}

interface RecallRow {
  readonly seen: (Place & { readonly atMs: number }) | null;
  readonly homes: readonly Place[] | null;
  readonly since: number | null;
  readonly snoozed: readonly string[] | null;
  readonly repeated: Decision | null;
}

function valuesOf({ decision, place, ...names }: DecisionRecord): readonly unknown[] {
  const { id, atMs, action, outcome, alert, facts } = decision;
  const { account, card, jkt, ip, net, idempotency } = names;
  const at = [place?.lat ?? null, place?.lon ?? null, place?.accuracyKm ?? null];
  const body = JSON.stringify(decision);
  const own = [ownSinceMs(decision, []), facts.key.known];
  const about = [account, card, jkt, ip, net, ...at, idempotency];
  return [id, atMs, action, outcome, ...about, alert, crypto.randomUUID(), body, ...own];
}

const readRecalled = ({ seen, homes, since, snoozed, repeated }: RecallRow): Recalled => ({
  from: seen && { place: readPlace(seen.lat, seen.lon, seen.accuracyKm), atMs: seen.atMs },
  homes: homes ?? [],
  keySinceMs: since,
  snoozed: snoozed ?? [],
  repeated,
});

function readExported(row: Stored): Exported {
  const { account, card, jkt, ip, net, idempotency, lat, lon, accuracy, body, labels } = row;
  const place = lat === null || lon === null ? null : readPlace(lat, lon, accuracy);
  return { decision: body, account, card, jkt, ip, net, idempotency, place, labels: labels ?? [] };
}

const readPlace = (lat: number, lon: number, accuracyKm: number | null | undefined): Place =>
  typeof accuracyKm === 'number' ? { lat, lon, accuracyKm } : { lat, lon };
