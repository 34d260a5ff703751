import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { CENT, type DecisionQuery, type FoundDecision, MOST_FOUND } from '../find.ts';
import type { Label } from '../label.ts';

/** The decisions of a part that gives `id`, `at` and `action`, with their labels. */
const found = (part: string): string => `SELECT one.*, (SELECT jsonb_agg(label.body ORDER BY label.number)
  FROM tellsign_label AS label WHERE label.decision = one.id AND label.at = one.at) AS labels
FROM (${part}) AS one ORDER BY one.at, one.id LIMIT ${MOST_FOUND}`;

/** $1 id. A decision that has just expired may be there as its stub, too: it is one. */
const BY_ID = found(`SELECT id, at, action FROM tellsign_decision WHERE id = $1::text
  UNION SELECT id, at, action FROM tellsign_stub WHERE id = $1::text`);

/** $1 order. */
const BY_ORDER = found('SELECT id, at, action FROM tellsign_decision WHERE order_name = $1::text');

/** $1 card, $2 from, $3 to, $4 amount. */
const BY_CARD = found(`SELECT id, at, action FROM tellsign_decision
  WHERE card = $1::text AND at >= $2::float8 AND at < $3::float8 AND abs(amount - $4::float8) < ${CENT}`);

interface Row {
  readonly id: string;
  readonly at: number;
  readonly action: string;
  readonly labels: readonly Label[] | null;
}

/** Decisions that a query means, the oldest first. */
export async function findDecisions(
  client: SqlClient,
  query: DecisionQuery,
): Promise<readonly FoundDecision[]> {
  const { rows } = await client.query(...statementOf(query));
  return (rows as readonly Row[]).map(({ id, at, action, labels }) => ({
    ...{ id, action },
    atMs: at,
    labels: labels ?? [],
  }));
}

function statementOf(query: DecisionQuery): [string, unknown[]] {
  if ('id' in query) return [BY_ID, [query.id]];
  if ('order' in query) return [BY_ORDER, [query.order]];
  return [BY_CARD, [query.card, query.fromMs, query.toMs, query.amount]];
}
