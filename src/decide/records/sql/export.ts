import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Facts } from '../../decision.ts';
import type { Label } from '../label.ts';
import type { Exported, ExportRange, LabelledStub } from '../records.ts';
import { type DecisionRow, readKept, readPlace } from './rows.ts';

/** Decisions of one query of an export, some 5 kB each. Chosen: a few MB. */
const PAGE = 500;

const labelsOf = (table: string) => `(SELECT jsonb_agg(label.body ORDER BY label.number)
    FROM tellsign_label AS label WHERE label.decision = ${table}.id AND label.at = ${table}.at) AS labels`;

/** $1, $2 time and name of the last one that was given, $3 before, $4 how many more. */
const EXPORT = `SELECT decision.*, facts.body AS facts, ${labelsOf('decision')}
FROM tellsign_decision AS decision
LEFT JOIN tellsign_facts AS facts ON facts.decision = decision.id AND facts.at = decision.at
WHERE decision.at >= $1::float8 AND decision.at < $3::float8 AND (decision.at, decision.id) > ($1::float8, $2::text)
ORDER BY decision.at, decision.id LIMIT $4::int`;

/** The same, of stubs. */
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
  for await (const row of pages<ExportRow>(client, EXPORT, range)) {
    const { account, card, jkt, ip, net, idempotency, lat, lon, accuracy, body, facts, labels } = row;
    const place = lat === null || lon === null ? null : readPlace(lat, lon, accuracy);
    const names = { account, card, jkt, ip, net, idempotency };
    yield { decision: readKept(body, facts), ...names, place, labels: labels ?? [] };
  }
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
