import { SIGHTING_MS } from '../../facts/homes.ts';
import { keepStatement } from '../../keep-statement.ts';
import { alertOf } from '../cases.ts';
import type { Announcement } from '../outbox.ts';
import { ownSinceMs, visitOf } from '../own-visit.ts';
import { type DecisionRecord, IDEMPOTENCY_MS } from '../records.ts';
import { stubOf } from '../stub.ts';
import { fileAlert, findCase } from './case-statements.ts';
import { rowOf } from './cases.ts';
import { messagesOf, tellAll } from './outbox.ts';

/** Where `SAVE` has what its parts ask for. */
const PLACES = {
  atMs: '$2',
  account: '$5',
  card: '$6',
  jkt: '$7',
  band: '$25',
  isAlert: '$14',
} as const;

/**
 * Records a decision once, with its facts, its place, its key, its case and what endpoints are told of it.
 * Two equal requests at once wait for each other at the request's row, and the first one stands: `stands`
 * names the decision that does.
 *
 * $1 id, $2 at, $3 action, $4 outcome, $5 account, $6 card, $7 thumbprint, $8 address, $9 its network, $10
 * to $12 place, $13 name of the request, $14 alert, $15 name of a new case, $16 body, $17 facts, $18 counts
 * as the account's own since, $19 whether its verdict was accepted, $20 whether the key was known before,
 * $21 amount, $22 z, $23 propensity, $24 JSON array of messages, $25 name of the behaviour, $26 what the
 * decision adds to a case, as JSON, $27 name of the order. Messages with a `case_id` are kept where the
 * decision opens that case.
 */
const STATEMENT = `WITH wins AS (
  INSERT INTO tellsign_request AS known (name, at, decision)
  SELECT $13::text, $2::float8, $1::text WHERE $13::text IS NOT NULL
  ON CONFLICT (name) DO UPDATE SET
    decision = CASE WHEN known.at > $2::float8 - ${IDEMPOTENCY_MS} THEN known.decision ELSE EXCLUDED.decision END,
    at = CASE WHEN known.at > $2::float8 - ${IDEMPOTENCY_MS} THEN known.at ELSE EXCLUDED.at END
  RETURNING decision, at),
stands AS (
  SELECT COALESCE((SELECT decision FROM wins), $1::text) AS id,
    COALESCE((SELECT at FROM wins), $2::float8) AS at),
found AS (${findCase(PLACES)}),
filed AS (SELECT COALESCE((SELECT id FROM found), $15::text) AS id WHERE $14::boolean),
written AS (
  INSERT INTO tellsign_decision (id, at, action, outcome, account, card, jkt, ip, net, lat, lon, accuracy,
    idempotency, case_id, amount, z, propensity, is_accepted, is_key_known, body, is_novel, order_name)
  SELECT $1::text, $2::float8, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text,
    $10::float8, $11::float8, $12::float8, $13::text, (SELECT id FROM filed), $21::float8, $22::float8,
    $23::float8, $19::boolean, $20::boolean, $16::jsonb,
    ($26::jsonb->>'novel')::boolean, $27::text
  FROM stands WHERE stands.id = $1::text
  ON CONFLICT (id, at) DO NOTHING RETURNING id, at, case_id),
explained AS (
  INSERT INTO tellsign_facts (decision, at, body) SELECT id, at, $17::jsonb FROM written),
own AS (SELECT id, at FROM written WHERE $5::text IS NOT NULL AND $18::float8 IS NOT NULL),
seen AS (
  INSERT INTO tellsign_sighting (decision, at, account, jkt, since, is_key_known, lat, lon, accuracy)
  SELECT id, at, $5::text, $7::text, $18::float8, $20::boolean, $10::float8, $11::float8, $12::float8
  FROM own),
known AS (
  INSERT INTO tellsign_known_key AS before (account, jkt, since, decision, last)
  SELECT $5::text, $7::text, $18::float8, id, at FROM own WHERE $7::text IS NOT NULL
  ON CONFLICT (account, jkt) DO UPDATE SET
    since = CASE WHEN before.last >= EXCLUDED.last - ${SIGHTING_MS} THEN LEAST(before.since, EXCLUDED.since)
      ELSE EXCLUDED.since END,
    decision = CASE WHEN before.last >= EXCLUDED.last - ${SIGHTING_MS} AND before.since <= EXCLUDED.since
      THEN before.decision ELSE EXCLUDED.decision END,
    last = GREATEST(before.last, EXCLUDED.last)),
${fileAlert(PLACES, '$26')},
told AS (
  ${tellAll('$24')}
  WHERE EXISTS (SELECT FROM written WHERE message.case_id IS NULL OR message.case_id = written.case_id)
  ON CONFLICT DO NOTHING)
SELECT stands.id AS stands, stands.at, (SELECT id FROM written) AS written,
  (SELECT case_id FROM written) AS case_id
FROM stands`;

export const SAVE = keepStatement('save', STATEMENT, 'stands text, at float8, written text, case_id text');

export interface SavedRow {
  /** Name and time of the decision that stands. */
  readonly stands: string;
  readonly at: number;
  /** Name of the decision where it was written now. */
  readonly written: string | null;
  readonly case_id: string | null;
}

/** $1 id, $2 at. */
export const FIND = `SELECT decision.body, facts.body AS facts, account, card, case_id
FROM tellsign_decision AS decision
JOIN tellsign_facts AS facts ON facts.decision = decision.id AND facts.at = decision.at
WHERE decision.id = $1::text AND decision.at = $2::float8`;

export function saveValues(
  { decision, place, ...names }: DecisionRecord,
  { messages = [], opening = () => [] }: Announcement,
): readonly unknown[] {
  const { facts, ...body } = decision;
  const { id, atMs, action, outcome, alert } = decision;
  const { account, card, jkt, ip, net, band, idempotency, order } = names;
  const { amount, z, propensity } = stubOf(decision);
  const visit = visitOf(decision);
  const newCaseId = crypto.randomUUID();
  const told = [...messagesOf(messages), ...messagesOf(alert ? opening(newCaseId) : [], newCaseId)];
  return [
    ...[id, atMs, action, outcome, account, card, jkt, ip, net],
    ...[place?.lat ?? null, place?.lon ?? null, place?.accuracyKm ?? null],
    ...[idempotency, alert, newCaseId, JSON.stringify(body), JSON.stringify(facts)],
    ...[ownSinceMs(visit, []), visit.isAccepted, facts.key.known],
    ...[amount, z, propensity, JSON.stringify(told)],
    ...[band ?? null, JSON.stringify(rowOf(alertOf(decision))), order ?? null],
  ];
}
