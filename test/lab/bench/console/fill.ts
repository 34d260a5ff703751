import type { PGlite } from '@electric-sql/pglite';
import {
  createDecider,
  createPolicyBook,
  type Decider,
  memoryCounters,
  type PolicyBook,
  type Records,
  recordsTables,
  sqlRecords,
} from 'tellsign/decide';
import type { Accepted } from 'tellsign/server';
import { makePartitions } from '../../../../src/decide/records/sql/partitions.ts';

const DAY_MS = 86_400_000;
const SECRET = Uint8Array.from({ length: 32 }, (_, place) => place);
const HOUR_MS = 3_600_000;
/** Chosen: as many as decisions are kept, and as a policy's facts are (decide.md §6). */
const DAYS = 28;
/** Visits of the shop that is multiplied, and how many of them raise an alert. */
const VISITS = 1000;
const ALERTS = 50;
/** Visits of an account: its timeline is full. */
const PER_ACCOUNT = 20;

export interface Desk {
  readonly decider: Decider;
  readonly records: Records;
  readonly policies: PolicyBook;
}

/** The records of a shop, with their tables, and a clock that stands. */
export async function openDesk(db: PGlite, nowMs: number): Promise<Desk> {
  await db.query(recordsTables());
  for (let daysAgo = DAYS + 7; daysAgo >= 0; daysAgo -= 14)
    await makePartitions(db, nowMs - daysAgo * DAY_MS);
  const records = sqlRecords(db, { allowSingleProcess: true, now: () => nowMs });
  const policies = await createPolicyBook({ store: records.policies });
  return { ...createDesk({ records, policies, now: () => nowMs }), records, policies };
}

const createDesk = ({
  records,
  policies,
  now,
}: {
  readonly records: Records;
  readonly policies: PolicyBook;
  readonly now: () => number;
}) => ({
  decider: createDecider({
    ...{ secret: SECRET, records, policies, now, timeoutMs: 10_000 },
    ...{ counters: memoryCounters(), amounts: { currency: 'EUR' } },
  }),
});

/** Has the decider decide 1,000 visits of the last hours, of which 50 open a case each. */
export async function decideVisits({ records, policies }: Desk, nowMs: number): Promise<void> {
  let atMs = nowMs - 6 * HOUR_MS;
  const { decider } = createDesk({ records, policies, now: () => atMs });
  for (let index = 0; index < VISITS; index++) {
    const isAlert = index % (VISITS / ALERTS) === VISITS / ALERTS - 1;
    const who = Math.floor(index / PER_ACCOUNT);
    await decider.decide(verdictOf(isAlert, `device-${who}`), {
      ...{ action: 'checkout', account: `account-${who}`, card: `card-${who}`, amount: 20 + (index % 300) },
    });
    atMs += (5 * HOUR_MS) / VISITS;
  }
}

const verdictOf = (isAlert: boolean, jkt: string): Accepted => ({
  ...{ ok: true, level: isAlert ? 'high' : 'low', score: isAlert ? 0.96 : 0.04, logit: isAlert ? 3.2 : -3.2 },
  groups: isAlert
    ? { keys: 2.1, motion: 1.7, text_entry: 1.4 }
    : { keys: -0.7, motion: -0.9, text_entry: 0.1 },
  ...{ claimed: { q: 0 }, recomputed: null, reasons: [], flags: [], degraded: [] },
  evidence: { schema: 3, flags: 0, values: new Int8Array(), missing: new Uint8Array() },
  ...{ key: { jkt, bound: true, ephemeral: false }, jti: '', action: 'checkout', model: '', build: '' },
});

/** Columns that name somebody or something: each copy has names of its own. */
const NAMES: ReadonlySet<string> = new Set([
  ...['id', 'decision', 'account', 'card', 'jkt', 'ip', 'net', 'case_id', 'value'],
]);
const TIMES: ReadonlySet<string> = new Set(['at', 'opened', 'last', 'since', 'due']);
const TABLES = [
  ...['tellsign_decision', 'tellsign_facts', 'tellsign_sighting', 'tellsign_known_key'],
  ...['tellsign_alert_case', 'tellsign_case_decision', 'tellsign_case_tie'],
];

/**
 * Copies what was decided, so that there is `times` as much, over four weeks. Cases are due tomorrow: overdue
 * ones would leave the queue.
 */
export async function multiply(db: PGlite, times: number, nowMs: number): Promise<void> {
  const stepMs = Math.floor((DAYS * DAY_MS) / times);
  await db.query(`UPDATE tellsign_alert_case SET due = ${nowMs + DAY_MS}`);
  for (const table of TABLES) {
    const { rows } = await db.query<{ name: string }>(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position',
      [table],
    );
    const columns = rows.map(({ name }) => name);
    const values = columns.map((name) => copiedValue(table, name, stepMs));
    await db.query(`INSERT INTO ${table} (${columns.join(', ')})
SELECT ${values.join(', ')} FROM ${table} AS one, generate_series(1, ${times - 1}) AS copy`);
  }
  await db.query('ANALYZE');
}

function copiedValue(table: string, name: string, stepMs: number): string {
  if (NAMES.has(name)) return `one.${name} || '-' || copy`;
  if (name === 'due' && table === 'tellsign_alert_case') return 'one.due';
  if (TIMES.has(name)) return `one.${name} - copy * ${stepMs}::float8`;
  // What has waited ranks higher (rank.ts).
  if (name === 'rank') return `one.rank + copy * ${stepMs / DAY_MS}::float8`;
  const isBody = name === 'body' && table === 'tellsign_decision';
  if (!isBody) return `one.${name}`;
  return `jsonb_set(jsonb_set(one.body, '{id}', to_jsonb(one.id || '-' || copy)), '{atMs}',
    to_jsonb(one.at - copy * ${stepMs}::float8))`;
}
