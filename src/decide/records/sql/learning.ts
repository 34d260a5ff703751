import type { SqlClient } from '../../../server/stores/sql-table.ts';
import { IN_CAMPAIGN } from '../../triage/context.ts';
import type { StoredAlignment } from '../alignment.ts';
import type { Label } from '../label.ts';
import type {
  GoldSet,
  LabelledVisit,
  LearningRange,
  LearningState,
  LearningStore,
  ReportedCalibration,
  StoredCalibration,
} from '../learning.ts';
import { type AuditColumns, INSERT_AUDIT, LAST_AUDIT, nextRow, retrying } from './audit.ts';
import { messagesOf, tellAll } from './outbox.ts';

/** $1 action, $2 from, $3 to. */
const RANGE = 'action = $1::text AND at >= $2::float8 AND at < $3::float8';

const VISITS = `SELECT id, at, z, propensity, case_id IS NOT NULL AS is_alert,
  body->'context' @> '[{"code":"${IN_CAMPAIGN}"}]' AS is_campaign, account, card, jkt, net, labels
FROM tellsign_decision AS decision
CROSS JOIN LATERAL (
  SELECT jsonb_agg(label.body ORDER BY label.number) AS labels FROM tellsign_label AS label
  WHERE label.decision = decision.id AND label.at = decision.at) AS own
WHERE ${RANGE} AND labels IS NOT NULL ORDER BY at, id`;

/** $4 JSON array of shares. */
const QUANTILES = `SELECT percentile_disc(ARRAY(
    SELECT share::float8 FROM jsonb_array_elements_text($4::jsonb) AS share))
  WITHIN GROUP (ORDER BY z) AS values
FROM tellsign_decision WHERE ${RANGE} AND z IS NOT NULL`;

const ALERTS = `SELECT count(*)::float8 AS visits,
  count(*) FILTER (WHERE (body->>'alert')::boolean)::float8 AS alerts
FROM tellsign_decision WHERE ${RANGE}`;

/** Reports are long, and only pages read them. */
const CALIBRATIONS = `(SELECT jsonb_agg(body - 'report' ORDER BY number) FROM tellsign_calibration)`;

const IN_FORCE = `SELECT DISTINCT ON (body->>'action') body - 'report' AS body FROM tellsign_calibration
WHERE body->>'state' = 'applied' ORDER BY body->>'action', (body->>'appliedMs')::float8 DESC, number DESC`;

/** $1 action, $2 how many. */
const NEWEST = `SELECT body FROM tellsign_calibration WHERE body->>'action' = $1::text
ORDER BY number DESC LIMIT $2::int`;

const ALIGNMENTS = `(SELECT jsonb_agg(body ORDER BY number) FROM tellsign_alignment)`;

/** One row in any case: everything that learning has stored, and the last row of the audit. */
const READ = `SELECT (${LAST_AUDIT}) AS last, ${CALIBRATIONS} AS calibrations, ${ALIGNMENTS} AS alignments,
  (SELECT jsonb_agg(to_jsonb(gold) ORDER BY action, is_agreed, decision) FROM tellsign_gold AS gold) AS gold`;

/**
 * $1 to $7 the audit's row, $8 JSON array of messages, $9 id and $10 body of a calibration, or null; $11
 * action of a frozen set, or null, $12 whether it was agreed to, $13 by whom, $14 the second person,
 * $15 when, $16 its labels; $17 id and $18 body of a site profile, or null. It fails where anything was
 * audited since the state was read, as another change is.
 */
const CHANGE = `WITH audited AS (${INSERT_AUDIT}),
told AS (${tellAll('$8')} ON CONFLICT DO NOTHING),
calibrated AS (
  INSERT INTO tellsign_calibration AS known (id, body) SELECT $9::text, $10::jsonb WHERE $9::text IS NOT NULL
  ON CONFLICT (id) DO UPDATE SET body = known.body || EXCLUDED.body),
aligned AS (
  INSERT INTO tellsign_alignment (id, body) SELECT $17::text, $18::jsonb WHERE $17::text IS NOT NULL
  ON CONFLICT (id) DO UPDATE SET body = EXCLUDED.body),
gone AS (
  DELETE FROM tellsign_gold AS gold
  WHERE action = $11::text AND (NOT is_agreed OR $12::boolean)
    AND NOT EXISTS (SELECT FROM jsonb_array_elements($16::jsonb) AS label
      WHERE label->>'decisionId' = gold.decision AND gold.is_agreed = $12::boolean))
INSERT INTO tellsign_gold (action, is_agreed, decision, by_whom, agreed_by, at, z, is_fraud, weight)
SELECT $11::text, $12::boolean, label->>'decisionId', $13::text, $14::text, $15::float8,
  (label->>'z')::float8, (label->>'isFraud')::boolean, (label->>'weight')::float8
FROM jsonb_array_elements($16::jsonb) AS label WHERE $11::text IS NOT NULL
ON CONFLICT (action, is_agreed, decision) DO UPDATE SET by_whom = EXCLUDED.by_whom,
  agreed_by = EXCLUDED.agreed_by, at = EXCLUDED.at, z = EXCLUDED.z, is_fraud = EXCLUDED.is_fraud,
  weight = EXCLUDED.weight`;

interface VisitRow extends Omit<LabelledVisit, 'atMs' | 'isAlert' | 'isCampaign' | 'labels'> {
  readonly at: number;
  readonly is_alert: boolean;
  /** Null where the decision has no context. */
  readonly is_campaign: boolean | null;
  readonly labels: readonly Label[];
}

interface GoldRow {
  readonly action: string;
  readonly is_agreed: boolean;
  readonly decision: string;
  readonly by_whom: string;
  readonly agreed_by: string | null;
  readonly at: number;
  readonly z: number;
  readonly is_fraud: boolean;
  readonly weight: number;
}

interface StateRow {
  readonly last: AuditColumns | null;
  readonly calibrations: readonly StoredCalibration[] | null;
  readonly gold: readonly GoldRow[] | null;
  readonly alignments: readonly StoredAlignment[] | null;
}

export function sqlLearning(client: SqlClient, now: () => number): LearningStore {
  async function rows<Row>(statement: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return (await client.query(statement, [...values])).rows as readonly Row[];
  }
  const valuesOf = ({ action, fromMs, toMs }: LearningRange) => [action, fromMs, toMs];

  async function read(): Promise<readonly [LearningState, AuditColumns | null]> {
    const [row] = await rows<StateRow>(READ);
    const { calibrations, gold, alignments, last } = row ?? {};
    const state = {
      calibrations: calibrations ?? [],
      gold: setsOf(gold ?? []),
      alignments: alignments ?? [],
    };
    return [state, last ?? null];
  }

  return {
    async visits(range) {
      return (await rows<VisitRow>(VISITS, ...valuesOf(range))).map(
        ({ at: atMs, is_alert: isAlert, is_campaign: isCampaign, ...visit }) => ({
          ...{ ...visit, atMs, isAlert, isCampaign: isCampaign === true },
        }),
      );
    },
    async quantiles(range, count) {
      const shares = Array.from({ length: count }, (_, step) => (step + 0.5) / count);
      const [row] = await rows<{ readonly values: readonly number[] | null }>(
        QUANTILES,
        ...valuesOf(range),
        JSON.stringify(shares),
      );
      return row?.values ?? [];
    },
    async alerts(range) {
      const [row] = await rows<{ readonly visits: number; readonly alerts: number }>(
        ALERTS,
        ...valuesOf(range),
      );
      return row ?? { visits: 0, alerts: 0 };
    },
    async inForce() {
      const own = await rows<{ readonly body: StoredCalibration }>(IN_FORCE);
      return own.map(({ body }) => body);
    },
    async newest({ action, limit }) {
      const own = await rows<{ readonly body: ReportedCalibration }>(NEWEST, action, limit);
      return own.map(({ body }) => body);
    },
    async state() {
      const [state] = await read();
      return state;
    },
    async alignments() {
      const [row] = await rows<Pick<StateRow, 'alignments'>>(`SELECT ${ALIGNMENTS} AS alignments`);
      return row?.alignments ?? [];
    },
    change(decide) {
      return retrying(async () => {
        const [state, last] = await read();
        const change = decide(state);
        if (change === null) return;
        const { calibration, report, gold, alignment, by, what, detail, messages = [] } = change;
        const body = calibration && { ...calibration, ...(report ? { report } : {}) };
        const audit = await nextRow(last, { atMs: now(), by, what, detail });
        await client.query(CHANGE, [
          ...[...audit, JSON.stringify(messagesOf(messages))],
          ...[calibration?.id ?? null, body ? JSON.stringify(body) : null],
          ...[gold?.action ?? null, gold ? gold.confirmedBy !== null : null],
          ...[gold?.by ?? null, gold?.confirmedBy ?? null, gold?.atMs ?? null],
          JSON.stringify(gold?.labels ?? []),
          ...[alignment?.id ?? null, alignment ? JSON.stringify(alignment) : null],
        ]);
      });
    },
  };
}

/** Rows of one set have its members in common. */
function setsOf(rows: readonly GoldRow[]): readonly GoldSet[] {
  const sets = new Map<string, GoldRow[]>();
  for (const row of rows) {
    const name = `${row.action} ${row.is_agreed}`;
    sets.set(name, [...(sets.get(name) ?? []), row]);
  }
  return [...sets.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { action, by_whom: by, agreed_by: confirmedBy, at: atMs } = first;
    const labels = own.map(({ decision: decisionId, z, is_fraud: isFraud, weight }) => {
      return { decisionId, z, isFraud, weight };
    });
    return [{ action, by, confirmedBy, atMs, labels }];
  });
}
