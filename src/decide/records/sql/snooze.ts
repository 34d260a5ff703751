import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Snooze } from '../records.ts';
import { INSERT_AUDIT, nextRow, readLast, retrying } from './audit.ts';

/** $1 to $7 the audit's row, $8 account, $9 rule, $10 until, $11 who. */
const WRITE = `WITH audited AS (${INSERT_AUDIT})
INSERT INTO tellsign_snooze (account, rule, until, by_whom)
VALUES ($8::text, $9::text, $10::float8, $11::text)
ON CONFLICT (account, rule) DO UPDATE SET until = EXCLUDED.until, by_whom = EXCLUDED.by_whom`;

/** $1 now. The version before wrote no names. */
const SNOOZES = `SELECT account, rule, until, COALESCE(by_whom, '') AS by_whom FROM tellsign_snooze
WHERE until > $1::float8 ORDER BY until`;

interface Row {
  readonly account: string;
  readonly rule: string;
  readonly until: number;
  readonly by_whom: string;
}

export function writeSnooze(
  client: SqlClient,
  { account, rule, untilMs, by }: Snooze,
  nowMs: number,
): Promise<void> {
  const detail = JSON.stringify({ rule, untilMs });
  return retrying(async () => {
    const audit = await nextRow(await readLast(client), { atMs: nowMs, by, what: 'snooze', detail });
    await client.query(WRITE, [...audit, account, rule, untilMs, by]);
  });
}

export async function listSnoozes(client: SqlClient, atMs: number): Promise<readonly Snooze[]> {
  const rows = (await client.query(SNOOZES, [atMs])).rows as readonly Row[];
  return rows.map(({ account, rule, until, by_whom }) => ({ account, rule, untilMs: until, by: by_whom }));
}
