import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { type AuditRow, memoryRecords, recordsTables, sqlRecords } from '../../../src/decide/index.ts';
import { listOf } from '../decide/records/suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'tellsign-audit-'));

async function rowsOf(count: number): Promise<readonly AuditRow[]> {
  const records = memoryRecords();
  for (let i = 0; i < count; i++) await records.erase({ account: `a${i}` }, `officer ${i}`);
  return listOf(records.audit());
}

function fileOf(name: string, rows: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, rows.map((row) => JSON.stringify(row)).join('\n'));
  return path;
}

function run(args: readonly string[], url = '') {
  const { status, stdout, stderr } = spawnSync(
    'node_modules/.bin/tsx',
    ['test/lab/index.ts', 'audit', ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: url },
    },
  );
  return { status, stderr, said: stdout === '' ? null : JSON.parse(stdout) };
}

/** Each starts a process; a busy machine takes a multiple of a second for it. */
describe('npm run lab -- audit', { timeout: 180_000 }, () => {
  it('verifies a file, and finds the row that was changed, left out or moved', async () => {
    const rows = await rowsOf(4);
    const last = rows[3]?.hash;
    expect(run([fileOf('whole', rows)])).toMatchObject({ status: 0, said: { rows: 4, broken: null, last } });
    const changed = rows.with(2, { ...(rows[2] as AuditRow), by: 'nobody' });
    expect(run([fileOf('changed', changed)])).toMatchObject({ status: 1, said: { broken: 3 } });
    expect(run([fileOf('less', rows.toSpliced(1, 1))])).toMatchObject({ status: 1, said: { broken: 2 } });
  });

  it('finds that the end was cut off by a hash that was noted', async () => {
    const rows = await rowsOf(4);
    const cut = fileOf('cut', rows.slice(0, 3));
    expect(run([cut])).toMatchObject({ status: 0 });
    expect(run([cut, '--holds', rows[3]?.hash ?? ''])).toMatchObject({ status: 1, said: { holds: false } });
    expect(run([cut, '--holds', rows[1]?.hash ?? ''])).toMatchObject({ status: 0, said: { holds: true } });
  });

  it('verifies a database', async () => {
    const base = join(folder, 'base');
    const db = await PGlite.create(base);
    await db.query(recordsTables());
    const records = sqlRecords(db, { allowSingleProcess: true });
    for (const by of ['ann', 'bob']) await records.erase({ account: 'a' }, by);
    await db.close();
    expect(run([base])).toMatchObject({ status: 0, said: { rows: 2, broken: null } });
    const again = await PGlite.create(base);
    await again.query(`UPDATE tellsign_audit SET by_whom = 'nobody' WHERE seq = 2`);
    await again.close();
    expect(run([], `pglite:${base}`)).toMatchObject({ status: 1, said: { rows: 2, broken: 2 } });
  });

  it.each([
    [['nowhere'], 'source_unreadable'],
    [[], 'usage'],
    [['a', 'b'], 'usage'],
    [[fileOf('garbage', ['x'])], 'record_invalid'],
  ])('refuses %o with %s', (args, code) => {
    const { status, stderr } = run(args);
    expect(stderr).toContain(code);
    expect(status).toBe(2);
  });
});
