import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { OutboxMessage } from '../../message.ts';
import type { ClaimedMessage, Outbox } from '../outbox.ts';

/**
 * The beginning of a statement that adds messages of a JSON array, as `messagesOf` writes it; a `WHERE` may
 * follow that names them `message`.
 */
export const tellAll = (parameter: string): string =>
  `INSERT INTO tellsign_outbox (id, target, event, payload, decision, created_at, next_at)
  SELECT message.id, target, event, payload, decision, created_at, created_at
  FROM jsonb_to_recordset(${parameter}::jsonb)
    AS message (id text, target text, event text, payload text, decision text, created_at float8, case_id text)`;

/** $1 JSON array of messages. */
const ADD = `${tellAll('$1')} ON CONFLICT DO NOTHING`;

/**
 * $1 now, $2 length of the lease, $3 how many, $4 endpoints that are left out. What another process is just
 * taking is left out, too.
 */
const CLAIM = `WITH due AS (
  SELECT id, target FROM tellsign_outbox WHERE next_at <= $1::float8 AND target <> ALL ($4::text[])
  ORDER BY next_at LIMIT $3::int FOR UPDATE SKIP LOCKED)
UPDATE tellsign_outbox AS one SET next_at = $1::float8 + $2::float8, tries = one.tries + 1
FROM due WHERE one.id = due.id AND one.target = due.target
RETURNING one.*`;

/** $1 id, $2 target, $3 attempts, $4 delivered at, $5 due again at; null where nothing more is to be done. */
const SETTLE = `UPDATE tellsign_outbox SET delivered_at = $4::float8, next_at = $5::float8
WHERE id = $1::text AND target = $2::text AND tries = $3::int AND next_at IS NOT NULL
RETURNING id`;

/** $1 id, or null and $2 target, $3 created since; $4 now. */
const REPLAY = `UPDATE tellsign_outbox
SET tries = CASE WHEN next_at IS NULL THEN 0 ELSE tries END, next_at = $4::float8, delivered_at = NULL
WHERE id = $1::text OR ($1::text IS NULL AND target = $2::text AND created_at >= $3::float8
  AND next_at IS NULL AND delivered_at IS NULL)
RETURNING id`;

const STATE = `SELECT count(next_at)::float8 AS waiting,
  min(created_at) FILTER (WHERE next_at IS NOT NULL) AS oldest,
  count(*) FILTER (WHERE next_at IS NULL AND delivered_at IS NULL)::float8 AS given_up
FROM tellsign_outbox WHERE delivered_at IS NULL`;

interface StateRow {
  readonly waiting: number;
  readonly oldest: number | null;
  readonly given_up: number;
}

interface Row {
  readonly id: string;
  readonly target: string;
  readonly event: string;
  readonly payload: string;
  readonly decision: string | null;
  readonly created_at: number;
  readonly tries: number;
}

export function sqlOutbox(client: SqlClient): Outbox {
  return {
    async add(messages) {
      await client.query(ADD, [JSON.stringify(messagesOf(messages))]);
    },
    async claim({ atMs, leaseMs, limit, except = [] }) {
      const { rows } = await client.query(CLAIM, [atMs, leaseMs, limit, [...except]]);
      return (rows as readonly Row[]).map(read).toSorted((a, b) => a.createdMs - b.createdMs);
    },
    async settle({ id, target, tries }, attempt) {
      const isDelivered = 'deliveredMs' in attempt;
      const times = isDelivered ? [attempt.deliveredMs, null] : [null, attempt.nextMs];
      const { rows } = await client.query(SETTLE, [id, target, tries, ...times]);
      return rows.length > 0;
    },
    async replay(request, atMs) {
      const which = 'id' in request ? [request.id, null, null] : [null, request.target, request.sinceMs];
      const { rows } = await client.query(REPLAY, [...which, atMs]);
      return rows.length;
    },
    async state() {
      const [row] = (await client.query(STATE)).rows as readonly StateRow[];
      return { waiting: row?.waiting ?? 0, oldestMs: row?.oldest ?? null, givenUp: row?.given_up ?? 0 };
    },
  };
}

/** Messages as members of a JSON array, for one parameter. */
export const messagesOf = (messages: readonly OutboxMessage[], caseId: string | null = null) =>
  messages.map(({ decisionId, createdMs, ...message }) => ({
    ...message,
    decision: decisionId,
    created_at: createdMs,
    case_id: caseId,
  }));

const read = ({ id, target, event, payload, decision, created_at, tries }: Row): ClaimedMessage => ({
  id,
  target,
  event,
  payload,
  decisionId: decision,
  createdMs: created_at,
  tries,
});
