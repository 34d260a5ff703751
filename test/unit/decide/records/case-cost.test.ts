import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { recordsTables, sqlRecords } from '../../../../src/decide/index.ts';
import { recorded } from '../decision.ts';

/** Rows of cases that were read so far. */
const READ = `SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_user_tables
WHERE relname = 'tellsign_alert_case'`;

it('an alert reads its own cases, however many are open', { timeout: 60_000 }, async () => {
  const db = await PGlite.create();
  await db.query(recordsTables());
  const records = sqlRecords(db, { allowSingleProcess: true });
  const file = (who: string) =>
    records.save(recorded({ account: who, card: who, jkt: who, band: who, decision: { alert: true } }));
  const rowsRead = async () => {
    await db.query('SELECT pg_stat_force_next_flush()');
    const [row] = (await db.query<{ readonly rows: number }>(READ)).rows;
    return Number(row?.rows);
  };
  for (let i = 0; i < 60; i++) await file(`stranger-${i}`);
  const before = await rowsRead();
  await file('stranger-7');
  expect((await rowsRead()) - before).toBeLessThanOrEqual(10);
  await db.close();
});
