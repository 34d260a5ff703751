import { checkShared, type SqlClient } from '../../../server/stores/sql-table.ts';
import type { Records, Saved } from '../records.ts';
import { cutoffsOf } from '../retention.ts';
import { sqlAlignment } from './alignment.ts';
import { appendAudit, readAudit, readLastRow } from './audit.ts';
import { sqlCases } from './cases.ts';
import { sqlDenials } from './denials.ts';
import { erase } from './erase.ts';
import { expire } from './expire.ts';
import { exportDecisions, exportStubs } from './export.ts';
import { findDecisions } from './find.ts';
import { addLabel } from './label.ts';
import { sqlLearning } from './learning.ts';
import { sqlOutbox } from './outbox.ts';
import { sqlPolicies } from './policies.ts';
import { RECALL, type RecallRow, readRecalled } from './recall.ts';
import { type AnsweredRow, readAnswered } from './rows.ts';
import { FIND, SAVE, type SavedRow, saveValues } from './save.ts';
import { listSnoozes, writeSnooze } from './snooze.ts';

export interface SqlRecordsOptions {
  /** For PGlite: must be true, and says that this process is the only one that has the data. */
  readonly allowSingleProcess?: boolean | undefined;
  /** Clock in milliseconds. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Records in PostgreSQL or PGlite, for all processes that decide. The tables come from `recordsTables`.
 *
 * @throws TypeError for a wrong option
 */
export function sqlRecords(client: SqlClient, options: SqlRecordsOptions = {}): Records {
  const { now = Date.now, ...shared } = options;
  checkShared('sqlRecords', client, shared);
  /** The row is one that our own statements name. */
  async function ask<Row>(statement: string, ...values: readonly unknown[]): Promise<Row> {
    const [row] = (await client.query(statement, [...values])).rows as readonly Row[];
    if (!row) throw new Error('sqlRecords: the database answered no row');
    return row;
  }

  async function find(id: string, atMs: number): Promise<Saved> {
    const row = await ask<AnsweredRow & { readonly case_id: string | null }>(FIND, id, atMs);
    return { ...readAnswered(row), caseId: row.case_id };
  }

  return {
    async recall({ account, card, jkt, idempotency, atMs }) {
      return readRecalled(await ask<RecallRow>(RECALL.call, account, jkt, idempotency, atMs, card));
    },
    async save(record, announcement = {}) {
      const row = await ask<SavedRow>(SAVE.call, ...saveValues(record, announcement));
      const { stands, at, written, case_id } = row;
      if (written === null) return find(stands, at);
      const { decision, account, card } = record;
      return { decision, account, card, caseId: case_id };
    },
    label: (decisionId, given, announce = () => []) =>
      addLabel(client, { decisionId, given, announce, nowMs: now() }),
    find: (query) => findDecisions(client, query),
    snooze: (snooze) => writeSnooze(client, snooze, now()),
    snoozes: (atMs) => listSnoozes(client, atMs),
    erase: (subject, by) => erase(client, subject, { by, nowMs: now() }),
    // Days that make no sense reject, as what the database refuses does.
    expire: async (nowMs, days = {}) => expire(client, cutoffsOf(days, nowMs), nowMs),
    export: (range) => exportDecisions(client, range),
    stubs: () => exportStubs(client),
    log: (entry) => appendAudit(client, entry),
    audit: (range) => readAudit(client, range),
    lastAudit: () => readLastRow(client),
    outbox: sqlOutbox(client),
    denials: sqlDenials(client, now),
    cases: sqlCases(client),
    policies: sqlPolicies(client, now),
    learning: sqlLearning(client, now),
    alignment: sqlAlignment(client),
  };
}
