import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { LabelOutcome } from '../../label/vocabulary.ts';
import { dueOf } from '../../triage/due.ts';
import {
  type AlertCase,
  type CaseAlert,
  type CaseEnding,
  type CaseKind,
  type Cases,
  endedAt,
  type Journey,
  keptAlertOf,
} from '../cases.ts';
import * as statements from './case-statements.ts';
import { readDecisions } from './export.ts';
import { messagesOf } from './outbox.ts';
import { readPlace } from './rows.ts';

/** A row of `tellsign_alert_case`. */
interface CaseRow {
  readonly id: string;
  readonly kind: CaseKind;
  readonly propensity: number | null;
  readonly opened: number;
  readonly last: number;
  readonly alerts: number;
  readonly answered: number;
  readonly due: number;
  readonly low: number;
  readonly expected: number;
  readonly high: number;
  readonly amount: number;
  readonly hold: boolean;
  readonly novel: boolean;
  readonly action: string;
  readonly why_code: string;
  readonly why: string;
  readonly taken_by: string | null;
  readonly taken_until: number | null;
  readonly closed: number | null;
  readonly ending: CaseEnding | null;
  readonly closed_by: string | null;
  readonly outcome: LabelOutcome | null;
}

interface JourneyRow {
  readonly id: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly accuracy: number | null;
  readonly travel: { readonly km: number; readonly minutes: number };
  readonly network: string;
  readonly from_lat: number;
  readonly from_lon: number;
  readonly from_accuracy: number | null;
  readonly is_same_key: boolean;
}

interface TallyRow {
  readonly open: Partial<Record<CaseKind, number>> | null;
  readonly answered: Partial<Record<CaseKind, number>> | null;
  readonly automatic: number;
}

/** Cases in PostgreSQL or PGlite. */
export function sqlCases(client: SqlClient): Cases {
  const read = readDecisions(client);
  /** The rows are those that our own statements name. */
  const ask = async <Row>(statement: string, ...values: readonly unknown[]) =>
    (await client.query(statement, [...values])).rows as readonly Row[];
  const list = async (statement: string, ...values: readonly unknown[]) =>
    (await ask<CaseRow>(statement, ...values)).map(readCase);
  const one = async (statement: string, ...values: readonly unknown[]) =>
    (await list(statement, ...values))[0] ?? null;

  return {
    page: ({ kind, offset, limit }) => list(statements.PAGES[kind], offset, limit),
    async tally(sinceMs) {
      const [row] = await ask<TallyRow>(statements.TALLY, sinceMs);
      const { open, answered, automatic = 0 } = row ?? { open: null, answered: null };
      const none = { alert: 0, audit: 0 };
      return { open: { ...none, ...open }, answered: { ...none, ...answered }, automatic };
    },
    find: (id) => one(statements.FIND_CASE, id),
    decisions: read.ofCase,
    history: read.history,
    async journeys(ids) {
      const rows = await ask<JourneyRow>(statements.JOURNEYS, JSON.stringify(ids));
      return new Map(rows.map((row) => [row.id, readJourney(row)]));
    },
    similar: ({ id, why }, limit) => list(statements.SIMILAR, id, why.code, limit),
    take: ({ id, by, nowMs, untilMs, heldUntilMs = null }) =>
      one(statements.TAKE, id, by, nowMs, untilMs, heldUntilMs),
    release: (id, by) => one(statements.RELEASE, id, by),
    answer: ({ id, by, nowMs, seen, outcome, messages = [] }) =>
      one(statements.ANSWER, id, by, nowMs, seen, outcome, JSON.stringify(messagesOf(messages))),
    reopen: ({ id, by, nowMs, untilMs, sinceMs }) => one(statements.REOPEN, id, by, nowMs, untilMs, sinceMs),
    correct: ({ id, closedMs, outcome }) => one(statements.CORRECT, id, closedMs, outcome),
    async overflow({ nowMs, keep, telling = () => [] }) {
      const stay = Math.max(0, keep);
      const overdue = await list(statements.OVERDUE, nowMs, stay);
      if (overdue.length === 0) return [];
      const told = overdue.flatMap((found) => messagesOf(telling(endedAt(found, nowMs)), found.id));
      return list(statements.OVERFLOW, nowMs, stay, JSON.stringify(told));
    },
    async drawnUntil() {
      const [row] = await ask<{ readonly until: number | null }>(statements.DRAWN_UNTIL);
      return row?.until ?? null;
    },
    async frame(fromMs, toMs) {
      const [row] = await ask<{ readonly novel: number; readonly other: number }>(
        statements.COUNT_FRAME,
        fromMs,
        toMs,
      );
      return { novel: row?.novel ?? 0, other: row?.other ?? 0 };
    },
    async open({ day, nowMs, fromMs, toMs, novel, other }) {
      const places = [JSON.stringify(novel.places), JSON.stringify(other.places)];
      const picked = await ask<{ readonly id: string; readonly is_novel: boolean }>(
        statements.PICK,
        fromMs,
        toMs,
        ...places,
      );
      const isNovel = new Map(picked.map(({ id, is_novel }) => [id, is_novel]));
      const decisions = await read.byId([...isNovel.keys()]);
      const drawn = decisions.flatMap(({ decision }) => {
        const alert = keptAlertOf(decision);
        if (alert === null) return [];
        const propensity = isNovel.get(decision.id) ? novel.propensity : other.propensity;
        const dueMs = dueOf({ hold: false, atMs: nowMs });
        return [{ ...rowOf({ ...alert, dueMs }), case_id: crypto.randomUUID(), propensity }];
      });
      return (await ask(statements.OPEN_DRAW, day, nowMs, toMs, JSON.stringify(drawn))).length;
    },
  };
}

/** An alert as statements read it. */
export const rowOf = ({ decisionId, atMs, dueMs, loss, why, ...alert }: CaseAlert): object => ({
  ...alert,
  ...loss,
  decision: decisionId,
  at: atMs,
  due: dueMs,
  why_code: why.code,
  why: why.text,
});

const readJourney = (row: JourneyRow): Journey => ({
  from: readPlace(row.from_lat, row.from_lon, row.from_accuracy),
  to: row.lat === null || row.lon === null ? null : readPlace(row.lat, row.lon, row.accuracy),
  network: row.network,
  km: row.travel.km,
  minutes: row.travel.minutes,
  isSameKey: row.is_same_key,
});

function readCase(row: CaseRow): AlertCase {
  const { id, kind, action, alerts, answered, amount, hold, novel, propensity } = row;
  const { low, expected, high, taken_by, taken_until, closed, ending, closed_by, outcome } = row;
  return {
    ...{ id, kind, action, alerts, answered, amount, hold, novel, propensity },
    openedMs: row.opened,
    lastAlertMs: row.last,
    dueMs: row.due,
    loss: { low, expected, high },
    why: { code: row.why_code, text: row.why },
    taken: taken_by !== null && taken_until !== null ? { by: taken_by, untilMs: taken_until } : null,
    closed: closed !== null && ending !== null ? { atMs: closed, ending, by: closed_by, outcome } : null,
  };
}
