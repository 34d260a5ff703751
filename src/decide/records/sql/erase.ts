import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Subject } from '../records.ts';
import { INSERT_AUDIT, LAST_AUDIT, type Last, nextRow, retrying } from './audit.ts';
import { FORGET_ALERTS } from './case-statements.ts';
import { deniedBy } from './denials.ts';

const CONCERNED = 'account = $1::text OR card = $2::text OR jkt = $3::text';

/** $1 account, $2 card, $3 thumbprint; null where it is not asked for. */
const COUNT = `SELECT (${LAST_AUDIT}) AS last,
  (SELECT count(*)::float8 FROM tellsign_decision WHERE ${CONCERNED}) AS decisions`;

/**
 * $1 to $3 as above, $4 to $10 the audit's row, $11 decisions that it names. Where another number is removed
 * it divides by zero, and nothing is removed.
 */
const ERASE = `WITH gone AS (
  DELETE FROM tellsign_decision WHERE ${CONCERNED} RETURNING id, at),
audited AS (${INSERT_AUDIT.replace(/\$(\d)/g, (_, place) => `$${Number(place) + 3}`)}),
explained AS (
  DELETE FROM tellsign_facts AS facts USING gone WHERE facts.decision = gone.id AND facts.at = gone.at),
labels AS (
  DELETE FROM tellsign_label AS label USING gone WHERE label.decision = gone.id AND label.at = gone.at),
frozen AS (DELETE FROM tellsign_gold WHERE decision IN (SELECT id FROM gone)),
requests AS (
  DELETE FROM tellsign_request AS request USING gone
  WHERE request.at = gone.at AND request.decision = gone.id),
messages AS (DELETE FROM tellsign_outbox AS message USING gone WHERE message.decision = gone.id),
sightings AS (
  DELETE FROM tellsign_sighting
  WHERE account = $1::text OR jkt = $3::text OR (decision, at) IN (SELECT id, at FROM gone)),
seen AS (
  SELECT account, jkt, min(since) AS since, (array_agg(decision ORDER BY since))[1] AS decision,
    max(at) AS last
  FROM tellsign_sighting
  WHERE (account, jkt) IN (
      SELECT account, jkt FROM tellsign_known_key WHERE decision IN (SELECT id FROM gone))
    AND (decision, at) NOT IN (SELECT id, at FROM gone)
    AND account IS DISTINCT FROM $1::text AND jkt IS DISTINCT FROM $3::text
  GROUP BY account, jkt),
kept AS (
  UPDATE tellsign_known_key AS known
  SET since = seen.since, decision = seen.decision, last = seen.last
  FROM seen
  WHERE known.account = seen.account AND known.jkt = seen.jkt
    AND known.decision IN (SELECT id FROM gone)),
unknown AS (
  DELETE FROM tellsign_known_key AS known
  WHERE known.account = $1::text OR known.jkt = $3::text
    OR (known.decision IN (SELECT id FROM gone)
      AND NOT EXISTS (
        SELECT FROM seen WHERE seen.account = known.account AND seen.jkt = known.jkt))),
${FORGET_ALERTS},
ties AS (
  DELETE FROM tellsign_case_tie
  WHERE (tie, value) IN (('account', $1::text), ('card', $2::text), ('jkt', $3::text))),
aligned AS (DELETE FROM tellsign_counted_visit WHERE jkt = $3::text),
snoozes AS (DELETE FROM tellsign_snooze WHERE account = $1::text),
denied AS (DELETE FROM tellsign_denied WHERE ${deniedBy({ key: '$3', account: '$1', card: '$2' })})
SELECT 1 / (count(*) = $11::float8)::int AS expected FROM gone`;

/** Removes everything about somebody and leaves a tombstone; resolves with the decisions removed. */
export function erase(
  client: SqlClient,
  { account = null, card = null, jkt = null }: { readonly [Name in keyof Subject]: Subject[Name] | null },
  { by, nowMs }: { readonly by: string; readonly nowMs: number },
): Promise<number> {
  const subject = [account, card, jkt];
  return retrying(async () => {
    const [row] = (await client.query(COUNT, subject)).rows as readonly (Last & {
      readonly decisions: number;
    })[];
    const { last = null, decisions = 0 } = row ?? {};
    const detail = JSON.stringify({ decisions });
    const audit = await nextRow(last, { atMs: nowMs, by, what: 'erase', detail });
    await client.query(ERASE, [...subject, ...audit, decisions]);
    return decisions;
  });
}
