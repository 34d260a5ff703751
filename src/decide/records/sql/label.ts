import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { FailoverCause } from '../../decision.ts';
import type { OutboxMessage } from '../../message.ts';
import type { Outcome } from '../../outcome.ts';
import {
  admitLabel,
  type Label,
  type LabelAdded,
  type LabelGiven,
  labelId,
  labelInForce,
  withoutNote,
} from '../label.ts';
import { ownSinceMs } from '../own-visit.ts';
import { type AuditColumns, INSERT_AUDIT, LAST_AUDIT, nextRow, retrying } from './audit.ts';
import { messagesOf, tellAll } from './outbox.ts';

/**
 * $1 id. A decision or its stub, with its labels, and the last row of the audit. Whose visit a stub was is
 * only known where it made a key known.
 */
const READ = `SELECT one.*, (${LAST_AUDIT}) AS last,
  (SELECT jsonb_agg(label.body ORDER BY label.number) FROM tellsign_label AS label
    WHERE label.decision = one.id AND label.at = one.at) AS labels
FROM (
  SELECT id, at, outcome, account, jkt, lat, lon, accuracy, is_accepted, is_key_known,
    body->>'failover' AS failover, false AS is_stub
  FROM tellsign_decision WHERE id = $1::text
  UNION ALL
  SELECT stub.id, stub.at, stub.outcome, known.account, known.jkt, NULL, NULL, NULL, false, false, NULL, true
  FROM tellsign_stub AS stub LEFT JOIN tellsign_known_key AS known ON known.decision = stub.id
  WHERE stub.id = $1::text) AS one
ORDER BY one.is_stub LIMIT 1`;

/**
 * Adds a label, its row in the audit, and what follows for the account's places and keys. It fails where
 * another label or row of the audit was written in between.
 *
 * $1 to $7 the audit's row, $8 decision, $9 at, $10 number of the label, $11 body, $12 account, $13
 * thumbprint, $14 counts as the account's own since, $15 whether the key was known, $16 to $18 place, $19 a
 * JSON array of messages. Without an account nothing follows for it.
 */
const WRITE = `WITH audited AS (${INSERT_AUDIT}),
told AS (${tellAll('$19')} ON CONFLICT DO NOTHING),
labelled AS (
  INSERT INTO tellsign_label (decision, at, number, body)
  VALUES ($8::text, $9::float8, $10::int, $11::jsonb)),
seen AS (
  INSERT INTO tellsign_sighting (decision, at, account, jkt, since, is_key_known, lat, lon, accuracy)
  SELECT $8::text, $9::float8, $12::text, $13::text, $14::float8, $15::boolean, $16::float8, $17::float8,
    $18::float8
  WHERE $12::text IS NOT NULL AND $14::float8 IS NOT NULL
  ON CONFLICT (decision, at) DO UPDATE SET since = EXCLUDED.since),
unseen AS (
  DELETE FROM tellsign_sighting
  WHERE decision = $8::text AND at = $9::float8 AND $12::text IS NOT NULL AND $14::float8 IS NULL),
others AS (
  SELECT since, decision, at FROM tellsign_sighting
  WHERE account = $12::text AND jkt = $13::text AND decision <> $8::text
  UNION ALL
  SELECT since, decision, last FROM tellsign_known_key
  WHERE account = $12::text AND jkt = $13::text AND decision <> $8::text
  UNION ALL
  SELECT $14::float8, $8::text, $9::float8
  WHERE $12::text IS NOT NULL AND $13::text IS NOT NULL AND $14::float8 IS NOT NULL),
known AS (
  INSERT INTO tellsign_known_key (account, jkt, since, decision, last)
  SELECT $12::text, $13::text, min(since), (array_agg(decision ORDER BY since))[1], max(at)
  FROM others HAVING count(*) > 0
  ON CONFLICT (account, jkt) DO UPDATE SET
    since = EXCLUDED.since, decision = EXCLUDED.decision, last = EXCLUDED.last)
DELETE FROM tellsign_known_key
WHERE account = $12::text AND jkt = $13::text AND NOT EXISTS (SELECT FROM others)`;

interface Row {
  readonly id: string;
  readonly at: number;
  readonly outcome: Outcome;
  readonly account: string | null;
  readonly jkt: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly accuracy: number | null;
  readonly is_accepted: boolean;
  readonly is_key_known: boolean;
  readonly failover: FailoverCause | null;
  readonly is_stub: boolean;
  readonly labels: readonly Label[] | null;
  readonly last: AuditColumns | null;
}

/** Adds a label. @throws where others were faster again and again */
export async function addLabel(client: SqlClient, request: LabelAddition): Promise<LabelAdded> {
  const { decisionId, given, announce, nowMs } = request;
  const id = await labelId(decisionId, given);
  return retrying(async () => {
    const [row] = (await client.query(READ, [decisionId])).rows as readonly Row[];
    if (!row) return { ok: false, code: 'decision_unknown' };
    const before = row.labels ?? [];
    const added = admitLabel(before, given, id);
    if (!added.ok || !added.isNew) return added;
    // Nothing of a stub may name somebody, and a note may.
    const label: Label = row.is_stub ? withoutNote(added.label) : added.label;
    const labels = [...before, label];
    const sinceMs = sinceOf(row, labels);
    const detail = JSON.stringify({ decision: decisionId, ...withoutNote(label) });
    const audit = await nextRow(row.last, { atMs: nowMs, by: label.by, what: 'label', detail });
    await client.query(WRITE, [
      ...audit,
      ...[row.id, row.at, labels.length, JSON.stringify(label)],
      ...[sinceMs === undefined ? null : row.account, row.jkt, sinceMs ?? null],
      ...[row.is_key_known, row.lat, row.lon, row.accuracy],
      JSON.stringify(messagesOf(announce(label))),
    ]);
    return { ...added, label };
  });
}

interface LabelAddition {
  readonly decisionId: string;
  readonly given: LabelGiven;
  readonly announce: (label: Label) => readonly OutboxMessage[];
  readonly nowMs: number;
}

/** Since when the visit counts; undefined where nothing changes: a stub that nobody says is fraud. */
function sinceOf(row: Row, labels: readonly Label[]): number | null | undefined {
  const { outcome, failover, at: atMs, is_accepted: isAccepted, is_stub } = row;
  if (is_stub) return labelInForce(labels)?.outcome === 'fraudulent' ? null : undefined;
  return ownSinceMs({ outcome, atMs, isAccepted, ...(failover ? { failover } : {}) }, labels);
}
