import { FOLD_MS } from '../../triage/fold.ts';
import { rankSql } from '../../triage/rank.ts';
import { tellAll } from './outbox.ts';

/** What an alert adds to its case, as JSON gives it. */
const ALERT = `decision text, at float8, due float8, low float8, expected float8, high float8, amount float8,
  hold boolean, novel boolean, action text, why_code text, why text`;
/** The members of an alert that its case has, too. */
const SHARED = 'due, low, expected, high, amount, hold, novel, action, why_code, why';

interface Places {
  readonly atMs: string;
  readonly account: string;
  readonly card: string;
  readonly jkt: string;
  readonly band: string;
  readonly isAlert: string;
}

const tiesOf = ({ account, card, jkt, band }: Omit<Places, 'atMs' | 'isAlert'>): string =>
  `(VALUES (1, 'card', ${card}::text), (2, 'account', ${account}::text), (3, 'jkt', ${jkt}::text),
    (4, 'band', ${band}::text)) AS own (rank, tie, value)`;

/**
 * The open case that an alert joins. `OFFSET 0` holds the planner to this order, from the alert's four ties
 * to their cases by name: otherwise it reads all cases that are open.
 */
export const findCase = (places: Places): string => `SELECT one.id FROM ${tiesOf(places)}
  CROSS JOIN LATERAL (
    SELECT case_id FROM tellsign_case_tie WHERE tie = own.tie AND value = own.value OFFSET 0) AS tied
  CROSS JOIN LATERAL (
    SELECT id, opened, last, closed FROM tellsign_alert_case WHERE id = tied.case_id OFFSET 0) AS one
  WHERE ${places.isAlert}::boolean AND one.closed IS NULL
    AND one.last > ${places.atMs}::float8 - ${FOLD_MS}
  ORDER BY own.rank, one.opened DESC LIMIT 1`;

/**
 * Parts of a statement that files the alert of a decision that was `written`. A case that was closed since it
 * was found is open again, so that the alert is not lost in it.
 *
 * @param alert the parameter with the alert as JSON
 */
export const fileAlert = (places: Places, alert: string): string => `alert AS (
  SELECT written.case_id, one.* FROM written, jsonb_to_record(${alert}::jsonb) AS one (${ALERT})
  WHERE written.case_id IS NOT NULL),
opened AS (
  INSERT INTO tellsign_alert_case AS one (id, kind, opened, last, alerts, answered, top, rank, ${SHARED})
  SELECT case_id, 'alert', at, at, 1, 0, high, ${rankSql('high', 'at')}, ${SHARED} FROM alert
  ON CONFLICT (id) DO UPDATE SET
    last = GREATEST(one.last, EXCLUDED.last), alerts = one.alerts + 1,
    due = LEAST(one.due, EXCLUDED.due), low = one.low + EXCLUDED.low,
    expected = one.expected + EXCLUDED.expected, high = one.high + EXCLUDED.high,
    amount = one.amount + EXCLUDED.amount, hold = one.hold OR EXCLUDED.hold,
    rank = ${rankSql('(one.high + EXCLUDED.high)', 'one.opened')},
    top = GREATEST(one.top, EXCLUDED.top),
    novel = CASE WHEN EXCLUDED.top > one.top THEN EXCLUDED.novel ELSE one.novel END,
    action = CASE WHEN EXCLUDED.top > one.top THEN EXCLUDED.action ELSE one.action END,
    why_code = CASE WHEN EXCLUDED.top > one.top THEN EXCLUDED.why_code ELSE one.why_code END,
    why = CASE WHEN EXCLUDED.top > one.top THEN EXCLUDED.why ELSE one.why END,
    closed = NULL, ending = NULL, closed_by = NULL, outcome = NULL
  RETURNING id, alerts),
joined AS (
  INSERT INTO tellsign_case_decision (case_id, decision, nth, at, ${SHARED})
  SELECT opened.id, alert.decision, opened.alerts, alert.at, ${SHARED.replace(/\w+/g, 'alert.$&')}
  FROM opened, alert),
tied AS (
  INSERT INTO tellsign_case_tie (tie, value, case_id)
  SELECT own.tie, own.value, written.case_id
  FROM written, ${tiesOf(places)}
  WHERE written.case_id IS NOT NULL AND own.value IS NOT NULL
  ON CONFLICT DO NOTHING)`;

/**
 * The end of a statement that counts cases anew, by the alerts that were not answered; by all where none is
 * left. `target` gives `id` and `answered`, which is the number from now on.
 *
 * @param members the table, or the part of the statement, that has the alerts of the cases
 */
const recount = (changes: string, members = 'tellsign_case_decision'): string =>
  `${sumsOf(members)}\n${setSums(changes)}`;

const sumsOf = (members: string): string => `sums AS (
  SELECT target.*, own.* FROM target, LATERAL (
    SELECT count(*)::int AS count, max(at) AS last,
      COALESCE(min(due) FILTER (WHERE nth > target.answered), min(due)) AS due,
      COALESCE(sum(low) FILTER (WHERE nth > target.answered), 0) AS low,
      COALESCE(sum(expected) FILTER (WHERE nth > target.answered), 0) AS expected,
      COALESCE(sum(high) FILTER (WHERE nth > target.answered), 0) AS high,
      COALESCE(max(high) FILTER (WHERE nth > target.answered), 0) AS top,
      COALESCE(sum(amount) FILTER (WHERE nth > target.answered), 0) AS amount,
      COALESCE(bool_or(hold) FILTER (WHERE nth > target.answered), false) AS hold,
      (array_agg(novel ORDER BY nth <= target.answered, high DESC, nth))[1] AS novel,
      (array_agg(action ORDER BY nth <= target.answered, high DESC, nth))[1] AS action,
      (array_agg(why_code ORDER BY nth <= target.answered, high DESC, nth))[1] AS why_code,
      (array_agg(why ORDER BY nth <= target.answered, high DESC, nth))[1] AS why
    FROM ${members} WHERE case_id = target.id) AS own)`;

const setSums = (
  changes: string,
): string => `UPDATE tellsign_alert_case AS one SET ${changes}, answered = sums.answered, last = sums.last, due = sums.due,
  low = sums.low, expected = sums.expected, high = sums.high, top = sums.top, amount = sums.amount,
  hold = sums.hold, novel = sums.novel, action = sums.action, why_code = sums.why_code, why = sums.why,
  rank = ${rankSql('sums.high', 'one.opened')}
FROM sums WHERE one.id = sums.id RETURNING one.*`;

/**
 * Parts of a statement that takes the alerts of decisions that are `gone` out of their cases, with what tied
 * the cases to them. Nobody knows which other alert of a case shares its behaviour, so that tie goes too. A
 * case without another alert goes.
 */
export const FORGET_ALERTS = `others AS (
  SELECT member.*, row_number() OVER (PARTITION BY case_id ORDER BY nth)::int AS place
  FROM tellsign_case_decision AS member
  WHERE case_id IN (SELECT case_id FROM tellsign_case_decision WHERE decision IN (SELECT id FROM gone))
    AND decision NOT IN (SELECT id FROM gone)),
forgotten AS (
  DELETE FROM tellsign_case_decision AS member USING gone WHERE member.decision = gone.id
  RETURNING case_id),
closed_up AS (
  UPDATE tellsign_case_decision AS member SET nth = others.place FROM others
  WHERE member.case_id = others.case_id AND member.decision = others.decision),
target AS (
  SELECT one.id, count(*)::int AS alerts, count(*) FILTER (WHERE others.nth <= one.answered)::int AS answered
  FROM tellsign_alert_case AS one JOIN others ON others.case_id = one.id GROUP BY one.id),
left_over AS (SELECT case_id, place AS nth, at, ${SHARED} FROM others),
counted AS (WITH ${recount(
  'alerts = sums.alerts, last_by = NULL, last_at = NULL, last_answered = NULL',
  'left_over',
)}),
emptied AS (
  DELETE FROM tellsign_alert_case
  WHERE id IN (SELECT case_id FROM forgotten) AND id NOT IN (SELECT case_id FROM others)),
untied AS (
  DELETE FROM tellsign_case_tie AS tie
  WHERE tie.case_id IN (SELECT case_id FROM forgotten) AND NOT EXISTS (
    SELECT FROM others JOIN tellsign_decision AS decision
      ON decision.id = others.decision AND decision.at = others.at
    WHERE others.case_id = tie.case_id AND tie.value =
      CASE tie.tie WHEN 'account' THEN account WHEN 'card' THEN card WHEN 'jkt' THEN jkt END))`;

/** $1 case, $2 who, $3 now, $4 how many were seen, $5 outcome, $6 messages that tell of its end. */
export const ANSWER = `WITH target AS (
  SELECT id, answered AS before, GREATEST(answered, LEAST($4::int, alerts)) AS answered
  FROM tellsign_alert_case
  WHERE id = $1::text AND closed IS NULL AND taken_by = $2::text FOR UPDATE),
${sumsOf('tellsign_case_decision')},
changed AS (${setSums(`last_by = $2::text, last_at = $3::float8, last_answered = sums.before,
  taken_by = NULL, taken_until = NULL,
  closed = CASE WHEN sums.answered = one.alerts THEN $3::float8 END,
  ending = CASE WHEN sums.answered = one.alerts THEN 'answered' END,
  closed_by = CASE WHEN sums.answered = one.alerts THEN $2::text END,
  outcome = CASE WHEN sums.answered = one.alerts THEN $5::text END`)}),
told AS (${tellAll('$6')} WHERE EXISTS (SELECT FROM changed WHERE closed IS NOT NULL) ON CONFLICT DO NOTHING)
SELECT * FROM changed`;

/** Nobody but $2 has the case. $3 now. */
const isFree = '(taken_by IS NULL OR taken_by = $2::text OR taken_until <= $3::float8)';

/** $1 case, $2 who, $3 now, $4 until, $5 answered at the earliest. */
export const REOPEN = `WITH target AS (
  SELECT id, last_answered AS answered FROM tellsign_alert_case
  WHERE id = $1::text AND last_by = $2::text AND last_at BETWEEN $5::float8 AND $3::float8
    AND ending IS DISTINCT FROM 'automatic' AND ${isFree} FOR UPDATE),
${recount(`last_by = NULL, last_at = NULL, last_answered = NULL, closed = NULL, ending = NULL,
  closed_by = NULL, outcome = NULL, taken_by = $2::text, taken_until = $4::float8`)}`;

/** $1 case, $2 when it was closed, $3 outcome. */
export const CORRECT = `UPDATE tellsign_alert_case SET outcome = $3::text
WHERE id = $1::text AND closed = $2::float8 AND ending = 'answered' RETURNING *`;

/** $1 case, $2 who, $3 now, $4 until, $5 until when the same person has it, or null. */
export const TAKE = `UPDATE tellsign_alert_case SET taken_by = $2::text, taken_until = $4::float8
WHERE id = $1::text AND closed IS NULL AND kind IS NOT NULL AND ${isFree}
  AND ($5::float8 IS NULL OR taken_by = $2::text AND taken_until = $5::float8) RETURNING *`;

/** $1 case, $2 who. */
export const RELEASE = `UPDATE tellsign_alert_case SET taken_by = NULL, taken_until = NULL
WHERE id = $1::text AND closed IS NULL AND taken_by = $2::text RETURNING *`;

/** $1 rows before, $2 rows. */
export const PAGES = {
  alert: `SELECT * FROM tellsign_alert_case WHERE closed IS NULL AND kind = 'alert'
ORDER BY rank DESC, opened, id OFFSET $1::int LIMIT $2::int`,
  audit: `SELECT * FROM tellsign_alert_case WHERE closed IS NULL AND kind = 'audit'
ORDER BY opened, id OFFSET $1::int LIMIT $2::int`,
} as const;

const openOf = (kind: string) => `(SELECT count(*)::int FROM tellsign_alert_case
    WHERE closed IS NULL AND kind = '${kind}')`;

/** $1 since. */
export const TALLY = `SELECT
  jsonb_build_object('alert', ${openOf('alert')}, 'audit', ${openOf('audit')}) AS open,
  (SELECT jsonb_object_agg(kind, count) FROM (SELECT kind, count(*) FROM tellsign_alert_case
    WHERE closed >= $1::float8 AND ending = 'answered' GROUP BY kind) AS answered) AS answered,
  (SELECT count(*)::int FROM tellsign_alert_case
    WHERE closed >= $1::float8 AND ending = 'automatic') AS automatic`;

/** $1 case. */
export const FIND_CASE = 'SELECT * FROM tellsign_alert_case WHERE id = $1::text AND kind IS NOT NULL';

/** $1 JSON array of cases. The visit is the dearest one of those that the case's reason tells of. */
export const JOURNEYS = `SELECT one.id, visit.lat, visit.lon, visit.accuracy,
  facts.body->'travel' AS travel, facts.body->'network'->>'kind' AS network,
  seen.lat AS from_lat, seen.lon AS from_lon, seen.accuracy AS from_accuracy,
  COALESCE(seen.jkt = visit.jkt, false) AS is_same_key
FROM tellsign_alert_case AS one
CROSS JOIN LATERAL (
  SELECT decision, at FROM tellsign_case_decision WHERE case_id = one.id AND why_code = one.why_code
  ORDER BY nth <= one.answered, high DESC, nth LIMIT 1) AS alert
JOIN tellsign_decision AS visit ON visit.id = alert.decision AND visit.at = alert.at
JOIN tellsign_facts AS facts ON facts.decision = visit.id AND facts.at = visit.at
CROSS JOIN LATERAL (
  SELECT lat, lon, accuracy, jkt FROM tellsign_sighting
  WHERE account = visit.account AND at < visit.at AND lat IS NOT NULL
  ORDER BY (jkt IS NOT DISTINCT FROM visit.jkt AND jkt IS NOT NULL) DESC, at DESC LIMIT 1) AS seen
WHERE one.id IN (SELECT jsonb_array_elements_text($1::jsonb))`;

/** $1 case, $2 reason, $3 how many. */
export const SIMILAR = `SELECT * FROM tellsign_alert_case
WHERE ending = 'answered' AND why_code = $2::text AND id <> $1::text ORDER BY closed DESC LIMIT $3::int`;

/** What `OVERDUE` and `OVERFLOW` ask of a case. Equal ranks are in the order of the page. */
const IS_OVERDUE = `one.closed IS NULL AND one.kind = 'alert' AND one.due <= $1::float8
  AND (one.rank < first.rank OR one.rank = first.rank AND (one.opened, one.id) >= (first.opened, first.id))
  AND (one.taken_by IS NULL OR one.taken_until <= $1::float8)`;

const FIRST = `first AS (
  SELECT rank, opened, id FROM tellsign_alert_case WHERE closed IS NULL AND kind = 'alert'
  ORDER BY rank DESC, opened, id OFFSET $2::int LIMIT 1)`;

/** Cases that are overdue. $1 now, $2 first ranks that stay. */
export const OVERDUE = `WITH ${FIRST}
SELECT one.* FROM tellsign_alert_case AS one, first WHERE ${IS_OVERDUE}`;

/** Closes those that still are. $1 now, $2 first ranks that stay, $3 messages that tell of a case's end. */
export const OVERFLOW = `WITH ${FIRST},
gone AS (
  UPDATE tellsign_alert_case AS one SET closed = $1::float8, ending = 'automatic'
  FROM first WHERE ${IS_OVERDUE} RETURNING one.*),
told AS (
  ${tellAll('$3')} WHERE message.case_id IN (SELECT id FROM gone) ON CONFLICT DO NOTHING)
SELECT * FROM gone`;

export const DRAWN_UNTIL = 'SELECT max(until) AS until FROM tellsign_draw';

/** Visits that nobody will look at unless they are drawn. $1 from, $2 to. */
const FRAME = `SELECT id, at, COALESCE(is_novel, false) AS is_novel FROM tellsign_decision
  WHERE case_id IS NULL AND at >= $1::float8 AND at < $2::float8
  UNION ALL
  SELECT own.decision, one.closed, own.novel FROM tellsign_alert_case AS one
  JOIN tellsign_case_decision AS own ON own.case_id = one.id AND own.nth > one.answered
  WHERE one.ending = 'automatic' AND one.closed >= $1::float8 AND one.closed < $2::float8`;

export const COUNT_FRAME = `SELECT count(*) FILTER (WHERE is_novel)::int AS novel,
  count(*) FILTER (WHERE NOT is_novel)::int AS other FROM (${FRAME}) AS frame`;

/** $3 places of the unfamiliar, $4 places of the others: both as JSON arrays. */
export const PICK = `SELECT id, is_novel FROM (
  SELECT id, is_novel, row_number() OVER (PARTITION BY is_novel ORDER BY at, id) - 1 AS place
  FROM (${FRAME}) AS frame) AS numbered
WHERE CASE WHEN is_novel THEN $3::jsonb ELSE $4::jsonb END @> to_jsonb(place)`;

/** $1 day, $2 now, $3 until, $4 JSON array of the visits. Nothing where the day was drawn already. */
export const OPEN_DRAW = `WITH claimed AS (
  INSERT INTO tellsign_draw (day, at, until) VALUES ($1::text, $2::float8, $3::float8)
  ON CONFLICT DO NOTHING RETURNING day),
drawn AS (
  SELECT one.* FROM claimed, jsonb_to_recordset($4::jsonb)
    AS one (case_id text, propensity float8, ${ALERT})),
opened AS (
  INSERT INTO tellsign_alert_case (id, kind, propensity, opened, last, alerts, answered, top, rank, ${SHARED})
  SELECT case_id, 'audit', propensity, $2::float8, at, 1, 0, high, ${rankSql('high', '$2::float8')}, ${SHARED}
  FROM drawn RETURNING id),
marked AS (
  UPDATE tellsign_decision AS decision SET propensity = drawn.propensity,
    body = decision.body || jsonb_build_object('propensity', drawn.propensity)
  FROM drawn WHERE decision.id = drawn.decision AND decision.at = drawn.at)
INSERT INTO tellsign_case_decision (case_id, decision, nth, at, ${SHARED})
SELECT case_id, decision, 1, at, ${SHARED} FROM drawn RETURNING case_id`;
