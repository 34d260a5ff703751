import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { SIGHTING_MS } from '../../facts/homes.ts';
import { WINDOWS } from '../../policy/variables.ts';
import { FOLD_MS } from '../../triage/fold.ts';
import { COUNTED_DAYS } from '../alignment.ts';
import { IDEMPOTENCY_MS } from '../records.ts';
import type { Cutoffs } from '../retention.ts';
import { FORGET_COUNTED, FORGET_HISTOGRAMS } from './alignment.ts';
import { dropPartitions, makePartitions } from './partitions.ts';

const DAY_MS = 86_400_000;
/** Decisions that one statement turns into stubs. Chosen: a second's work at the most. */
const BATCH = 5000;

/**
 * $1 before, $2 how many. Notes of labels go with the decision: they may name somebody, and nobody could find
 * them any more who asks to be erased.
 */
const SHRINK = `WITH old AS (
  SELECT id, at FROM tellsign_decision WHERE at < $1::float8 ORDER BY at, id LIMIT $2::int),
gone AS (
  DELETE FROM tellsign_decision AS decision USING old
  WHERE decision.id = old.id AND decision.at = old.at AND decision.at < $1::float8
  RETURNING decision.id, decision.at, action, outcome, amount, z, propensity),
labels AS (
  UPDATE tellsign_label AS label SET body = label.body - 'note' FROM gone
  WHERE label.decision = gone.id AND label.at = gone.at AND label.body ? 'note'),
stubs AS (
  INSERT INTO tellsign_stub (id, at, action, outcome, amount, z, propensity)
  SELECT id, at, action, outcome, amount, z, propensity FROM gone ON CONFLICT DO NOTHING)
SELECT count(*)::int AS count FROM gone`;

/** $1 before. */
const CLEAR = {
  tellsign_facts: 'DELETE FROM tellsign_facts WHERE at < $1::float8',
  tellsign_sighting: 'DELETE FROM tellsign_sighting WHERE at < $1::float8',
  tellsign_label: 'DELETE FROM tellsign_label WHERE at < $1::float8',
  tellsign_stub: 'DELETE FROM tellsign_stub WHERE at < $1::float8',
} as const;

/** $1 before. */
const FORGET_KEYS = 'DELETE FROM tellsign_known_key WHERE last < $1::float8';
const FORGET_REQUESTS = 'DELETE FROM tellsign_request WHERE at < $1::float8';
const FORGET_SNOOZES = 'DELETE FROM tellsign_snooze WHERE until < $1::float8';
const FORGET_DENIALS = 'DELETE FROM tellsign_denied WHERE until <= $1::float8';
const FORGET_MESSAGES = 'DELETE FROM tellsign_outbox WHERE created_at < $1::float8';
const FORGET_COUNTS = 'DELETE FROM tellsign_counter WHERE minute < $1::float8';
const FORGET_COUNTED_NAMES = 'DELETE FROM tellsign_counter_name WHERE last < $1::float8';
/** A behaviour is kept no longer than it ties alerts: its sketch tells visits apart. */
const FORGET_BANDS = `DELETE FROM tellsign_case_tie AS tie USING tellsign_alert_case AS one
WHERE tie.tie = 'band' AND one.id = tie.case_id AND one.last < $1::float8`;
const FORGET_CASES = `WITH old AS (
  DELETE FROM tellsign_alert_case WHERE last < $1::float8 RETURNING id),
ties AS (DELETE FROM tellsign_case_tie WHERE case_id IN (SELECT id FROM old))
DELETE FROM tellsign_case_decision WHERE case_id IN (SELECT id FROM old)`;

/**
 * Removes what expired. Whole partitions are dropped, the rest is deleted by rows; each step can be repeated.
 * Resolves with the decisions of which stubs are left.
 */
export async function expire(client: SqlClient, cutoffs: Cutoffs, nowMs: number): Promise<number> {
  await makePartitions(client, nowMs);
  async function clear(table: keyof typeof CLEAR, beforeMs: number): Promise<void> {
    await dropPartitions(client, table, beforeMs);
    await client.query(CLEAR[table], [beforeMs]);
  }
  await clear('tellsign_facts', cutoffs.facts);
  await clear('tellsign_sighting', cutoffs.sighting);
  let decisions = 0;
  for (let count = BATCH; count === BATCH; ) {
    const [row] = (await client.query(SHRINK, [cutoffs.decision, BATCH])).rows;
    count = (row as { readonly count: number }).count;
    decisions += count;
  }
  await dropPartitions(client, 'tellsign_decision', cutoffs.decision);
  await clear('tellsign_label', cutoffs.label);
  await clear('tellsign_stub', cutoffs.label);
  await client.query(FORGET_KEYS, [nowMs - SIGHTING_MS]);
  await client.query(FORGET_REQUESTS, [nowMs - IDEMPOTENCY_MS]);
  await client.query(FORGET_SNOOZES, [nowMs]);
  await client.query(FORGET_DENIALS, [nowMs]);
  await client.query(FORGET_MESSAGES, [cutoffs.facts]);
  await client.query(FORGET_COUNTS, [nowMs - WINDOWS['1d']]);
  await client.query(FORGET_COUNTED_NAMES, [nowMs - WINDOWS['1d']]);
  const firstDay = Math.floor(nowMs / DAY_MS) - COUNTED_DAYS + 1;
  await client.query(FORGET_HISTOGRAMS, [firstDay]);
  await client.query(FORGET_COUNTED, [firstDay]);
  await client.query(FORGET_BANDS, [nowMs - FOLD_MS]);
  await client.query(FORGET_CASES, [Math.min(cutoffs.decision, nowMs - FOLD_MS)]);
  return decisions;
}
