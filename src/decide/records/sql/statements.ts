import { HOME_DAYS, SIGHTING_MS } from '../../facts/homes.ts';
import { FOLD_MS } from '../../triage/fold.ts';
import { IDEMPOTENCY_MS } from '../records.ts';
import { MESSAGE_COLUMNS } from './outbox.ts';

const DAY_MS = 86_400_000;

/** $1 account, $2 thumbprint, $3 name of the request, $4 now. One row in any case. */
export const RECALL = `SELECT
  (SELECT jsonb_build_object('lat', lat, 'lon', lon, 'accuracyKm', accuracy, 'atMs', at)
    FROM tellsign_sighting
    WHERE account = $1::text AND lat IS NOT NULL AND at >= $4::float8 - ${SIGHTING_MS}
    ORDER BY (jkt IS NOT DISTINCT FROM $2::text AND jkt IS NOT NULL) DESC, at DESC LIMIT 1) AS seen,
  (SELECT jsonb_agg(jsonb_build_object('lat', lat, 'lon', lon)) FROM (
    SELECT lat, lon FROM tellsign_sighting
    WHERE account = $1::text AND lat IS NOT NULL AND is_key_known AND at >= $4::float8 - ${SIGHTING_MS}
    GROUP BY lat, lon HAVING count(DISTINCT floor(at / ${DAY_MS})) >= ${HOME_DAYS}) AS home) AS homes,
  (SELECT CASE WHEN max(at) >= $4::float8 - ${SIGHTING_MS} THEN min(since) END
    FROM tellsign_sighting
    WHERE account = $1::text AND jkt = $2::text AND since <= $4::float8) AS since,
  (SELECT jsonb_agg(rule) FROM tellsign_snooze
    WHERE account = $1::text AND until > $4::float8) AS snoozed,
  (SELECT decision.body FROM tellsign_request AS request
    JOIN tellsign_decision AS decision ON decision.id = request.decision
    WHERE request.name = $3::text AND request.at > $4::float8 - ${IDEMPOTENCY_MS}) AS repeated`;

/**
 * Records a decision once. Two equal requests at once wait for each other at the request's row, and the
 * first one stands: `stands` names the decision that does.
 *
 * $1 id, $2 at, $3 action, $4 outcome, $5 account, $6 card, $7 thumbprint, $8 address, $9 its network, $10
 * to $12 place, $13 name of the request, $14 alert, $15 name of a new case, $16 body, $17 counts as the
 * account's own since, $18 whether the key was known before, $19 JSON array of messages.
 */
export const SAVE = `WITH wins AS (
  INSERT INTO tellsign_request AS known (name, at, decision)
  SELECT $13::text, $2::float8, $1::text WHERE $13::text IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET
    decision = CASE WHEN known.at > $2::float8 - ${IDEMPOTENCY_MS} THEN known.decision ELSE EXCLUDED.decision END,
    at = CASE WHEN known.at > $2::float8 - ${IDEMPOTENCY_MS} THEN known.at ELSE EXCLUDED.at END
  RETURNING decision),
stands AS (SELECT COALESCE((SELECT decision FROM wins), $1::text) AS id),
found AS (
  SELECT one.id FROM (VALUES (1, 'card', $6::text), (2, 'account', $5::text), (3, 'jkt', $7::text))
    AS own (rank, tie, value)
  JOIN tellsign_case_tie AS tie ON tie.tie = own.tie AND tie.value = own.value
  JOIN tellsign_alert_case AS one ON one.id = tie.case_id
  WHERE $14::boolean AND one.last > $2::float8 - ${FOLD_MS}
  ORDER BY own.rank, one.opened DESC LIMIT 1),
filed AS (SELECT COALESCE((SELECT id FROM found), $15::text) AS id WHERE $14::boolean),
written AS (
  INSERT INTO tellsign_decision (id, at, action, outcome, account, card, jkt, ip, net, lat, lon, accuracy,
    idempotency, case_id, body)
  SELECT $1::text, $2::float8, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text,
    $10::float8, $11::float8, $12::float8, $13::text, (SELECT id FROM filed), $16::jsonb
  FROM stands WHERE stands.id = $1::text
  ON CONFLICT (id) DO NOTHING RETURNING id, case_id),
seen AS (
  INSERT INTO tellsign_sighting (decision, account, jkt, at, since, is_key_known, lat, lon, accuracy)
  SELECT id, $5::text, $7::text, $2::float8, $17::float8, $18::boolean, $10::float8, $11::float8, $12::float8
  FROM written WHERE $5::text IS NOT NULL AND $17::float8 IS NOT NULL),
opened AS (
  INSERT INTO tellsign_alert_case AS one (id, opened, last)
  SELECT case_id, $2::float8, $2::float8 FROM written WHERE case_id IS NOT NULL
  ON CONFLICT (id) DO UPDATE SET last = GREATEST(one.last, EXCLUDED.last)),
tied AS (
  INSERT INTO tellsign_case_tie (tie, value, case_id)
  SELECT own.tie, own.value, written.case_id
  FROM written, (VALUES ('card', $6::text), ('account', $5::text), ('jkt', $7::text)) AS own (tie, value)
  WHERE written.case_id IS NOT NULL AND own.value IS NOT NULL
  ON CONFLICT DO NOTHING),
told AS (
  INSERT INTO tellsign_outbox (id, target, event, payload, decision, created_at, next_at)
  SELECT message.id, target, event, payload, decision, created_at, created_at
  FROM written, jsonb_to_recordset($19::jsonb) AS message (${MESSAGE_COLUMNS})
  ON CONFLICT DO NOTHING)
SELECT stands.id AS stands, (SELECT id FROM written) AS written, (SELECT case_id FROM written) AS case_id
FROM stands`;

/** $1 id. */
export const FIND = 'SELECT body, case_id FROM tellsign_decision WHERE id = $1::text';

/** $1 decision, $2 at, $3 body. A row where there is such a decision. */
export const LABEL = `INSERT INTO tellsign_label (decision, at, body)
SELECT id, $2::float8, $3::jsonb FROM tellsign_decision WHERE id = $1::text RETURNING seq`;

/** $1 decision: what is needed to say whether it counts as the account's own. */
export const LABELLED = `SELECT decision.body, decision.account, decision.jkt, decision.lat, decision.lon,
  decision.accuracy,
  (SELECT jsonb_agg(label.body ORDER BY label.seq) FROM tellsign_label AS label
    WHERE label.decision = decision.id) AS labels
FROM tellsign_decision AS decision WHERE decision.id = $1::text`;

/** $1 decision, $2 account, $3 thumbprint, $4 at, $5 since, $6 whether the key was known, $7 to $9 place. */
export const SIGHT = `INSERT INTO tellsign_sighting
  (decision, account, jkt, at, since, is_key_known, lat, lon, accuracy)
VALUES ($1::text, $2::text, $3::text, $4::float8, $5::float8, $6::boolean, $7::float8, $8::float8, $9::float8)
ON CONFLICT (decision) DO UPDATE SET since = EXCLUDED.since`;

/** $1 decision. */
export const UNSIGHT = 'DELETE FROM tellsign_sighting WHERE decision = $1::text';

/** $1 account, $2 rule, $3 until, $4 who. */
export const SNOOZE = `INSERT INTO tellsign_snooze (account, rule, until, by_whom)
VALUES ($1::text, $2::text, $3::float8, $4::text)
ON CONFLICT (account, rule) DO UPDATE SET until = EXCLUDED.until, by_whom = EXCLUDED.by_whom`;

/** $1 now. */
export const SNOOZES = `SELECT account, rule, until, COALESCE(by_whom, '') AS by_whom FROM tellsign_snooze
WHERE until > $1::float8 ORDER BY until`;

/** $1 account, $2 card, $3 thumbprint; null where it is not asked for. One row with the decisions removed. */
export const ERASE = `WITH gone AS (
  DELETE FROM tellsign_decision
  WHERE account = $1::text OR card = $2::text OR jkt = $3::text RETURNING id),
requests AS (DELETE FROM tellsign_request WHERE decision IN (SELECT id FROM gone)),
labels AS (DELETE FROM tellsign_label WHERE decision IN (SELECT id FROM gone)),
sightings AS (
  DELETE FROM tellsign_sighting
  WHERE account = $1::text OR jkt = $3::text OR decision IN (SELECT id FROM gone)),
ties AS (
  DELETE FROM tellsign_case_tie
  WHERE (tie, value) IN (('account', $1::text), ('card', $2::text), ('jkt', $3::text))),
snoozes AS (DELETE FROM tellsign_snooze WHERE account = $1::text),
messages AS (DELETE FROM tellsign_outbox WHERE decision IN (SELECT id FROM gone))
SELECT count(*)::float8 AS count FROM gone`;

/** $1, $2 time and name of the last decision that was given, $3 how many more. */
export const EXPORT = `SELECT decision.*,
  (SELECT jsonb_agg(label.body ORDER BY label.seq) FROM tellsign_label AS label
    WHERE label.decision = decision.id) AS labels
FROM tellsign_decision AS decision
WHERE (decision.at, decision.id) > ($1::float8, $2::text)
ORDER BY decision.at, decision.id LIMIT $3::int`;

export const LAST_AUDIT = 'SELECT * FROM tellsign_audit ORDER BY seq DESC LIMIT 1';

/** $1 to $7: the row. None comes back where another process wrote this number first. */
export const APPEND_AUDIT = `INSERT INTO tellsign_audit (seq, at, by_whom, what, detail, before, hash)
VALUES ($1::float8, $2::float8, $3::text, $4::text, $5::text, $6::text, $7::text)
ON CONFLICT (seq) DO NOTHING RETURNING seq`;

/** $1 number of the last row that was given, $2 how many more. */
export const AUDIT = 'SELECT * FROM tellsign_audit WHERE seq > $1::float8 ORDER BY seq LIMIT $2::int';
