import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Facts } from '../../decision.ts';
import type { Cases } from '../cases.ts';
import type { Label } from '../label.ts';
import type { Exported, ExportRange, LabelledStub } from '../records.ts';
import { type DecisionRow, readKept, readPlace } from './rows.ts';

/** Decisions of one query of an export, some 5 kB each. Chosen: a few MB. */
const PAGE = 500;

const labelsOf = (table: string) => `(SELECT jsonb_agg(label.body ORDER BY label.number)
    FROM tellsign_label AS label WHERE label.decision = ${table}.id AND label.at = ${table}.at) AS labels`;

/** A decision as it is exported. */
const EXPORTED = `SELECT decision.*, facts.body AS facts, ${labelsOf('decision')}`;
const FACTS = `LEFT JOIN tellsign_facts AS facts
  ON facts.decision = decision.id AND facts.at = decision.at`;

/** $1, $2 time and name of the last one that was given, $3 before, $4 how many more. */
const EXPORT = `${EXPORTED}
FROM tellsign_decision AS decision ${FACTS}
WHERE decision.at >= $1::float8 AND decision.at < $3::float8 AND (decision.at, decision.id) > ($1::float8, $2::text)
ORDER BY decision.at, decision.id LIMIT $4::int`;

/** $1 case, $2 how many. */
const OF_CASE = `${EXPORTED}
FROM tellsign_case_decision AS own
JOIN tellsign_decision AS decision ON decision.id = own.decision AND decision.at = own.at ${FACTS}
WHERE own.case_id = $1::text ORDER BY own.nth LIMIT $2::int`;

/** $1 JSON array of names. */
const BY_ID = `${EXPORTED}
FROM tellsign_decision AS decision ${FACTS}
WHERE decision.id IN (SELECT jsonb_array_elements_text($1::jsonb)) ORDER BY decision.at, decision.id`;

/** $1 account, $2 thumbprint, $3 how many. */
const HISTORY = `${EXPORTED}
FROM (
  (SELECT id, at FROM tellsign_decision WHERE account = $1::text ORDER BY at DESC LIMIT $3::int)
  UNION
  (SELECT id, at FROM tellsign_decision WHERE jkt = $2::text ORDER BY at DESC LIMIT $3::int)) AS own
JOIN tellsign_decision AS decision ON decision.id = own.id AND decision.at = own.at ${FACTS}
ORDER BY decision.at DESC, decision.id LIMIT $3::int`;

/** The same as `EXPORT`, of stubs. */
const STUBS = `SELECT stub.*, ${labelsOf('stub')}
FROM tellsign_stub AS stub
WHERE stub.at >= $1::float8 AND stub.at < $3::float8 AND (stub.at, stub.id) > ($1::float8, $2::text)
ORDER BY stub.at, stub.id LIMIT $4::int`;

interface Paged {
  readonly id: string;
  readonly at: number;
  readonly labels: readonly Label[] | null;
}

interface ExportRow extends Paged {
  readonly account: string | null;
  readonly card: string | null;
  readonly jkt: string | null;
  readonly ip: string | null;
  readonly net: string | null;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly accuracy: number | null;
  readonly idempotency: string | null;
  readonly body: DecisionRow['body'];
  readonly facts: Facts | null;
}

interface StubRow extends Paged {
  readonly action: string;
  readonly outcome: string;
  readonly amount: number | null;
  readonly z: number | null;
  readonly propensity: number | null;
}

export async function* exportDecisions(client: SqlClient, range: ExportRange = {}): AsyncGenerator<Exported> {
  for await (const row of pages<ExportRow>(client, EXPORT, range)) yield readExported(row);
}

/** Reads decisions as they are exported, by what a case knows. */
export function readDecisions(client: SqlClient) {
  const list = async (statement: string, ...values: readonly unknown[]): Promise<readonly Exported[]> =>
    ((await client.query(statement, [...values])).rows as readonly ExportRow[]).map(readExported);
  return {
    ofCase: (id: string, limit: number) => list(OF_CASE, id, limit),
    byId: (ids: readonly string[]) => list(BY_ID, JSON.stringify(ids)),
    history: ({ account, jkt, limit }: Parameters<Cases['history']>[0]) => list(HISTORY, account, jkt, limit),
  };
}

function readExported(row: ExportRow): Exported {
  const { account, card, jkt, ip, net, idempotency, lat, lon, accuracy, body, facts, labels } = row;
  const place = lat === null || lon === null ? null : readPlace(lat, lon, accuracy);
  const names = { account, card, jkt, ip, net, idempotency };
  return { decision: readKept(body, facts), ...names, place, labels: labels ?? [] };
}

export async function* exportStubs(client: SqlClient): AsyncGenerator<LabelledStub> {
  for await (const row of pages<StubRow>(client, STUBS, {})) {
    const { at, labels, id, action, outcome, amount, z, propensity } = row;
    yield { id, atMs: at, action, outcome, amount, z, propensity, labels: labels ?? [] };
  }
}

async function* pages<Row extends Paged>(
  client: SqlClient,
  statement: string,
  { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY }: ExportRange,
): AsyncGenerator<Row> {
  // No name sorts before the empty one: what is of `fromMs` is among the first.
  for (let [at, id] = [fromMs, '']; ; ) {
    const rows = (await client.query(statement, [at, id, toMs, PAGE])).rows as readonly Row[];
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    [at, id] = [last.at, last.id];
  }
}
