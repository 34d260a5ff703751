import type { SqlClient } from '../../../server/stores/sql-table.ts';
import type { Snooze } from '../records.ts';

/** $1 account, $2 rule, $3 until, $4 who. */
export const SNOOZE = `INSERT INTO tellsign_snooze (account, rule, until, by_whom)
VALUES ($1::text, $2::text, $3::float8, $4::text)
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

export async function listSnoozes(client: SqlClient, atMs: number): Promise<readonly Snooze[]> {
  const rows = (await client.query(SNOOZES, [atMs])).rows as readonly Row[];
  return rows.map(({ account, rule, until, by_whom }) => ({ account, rule, untilMs: until, by: by_whom }));
}
