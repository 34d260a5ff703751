import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { importPackage } from '../../../../src/cli/import-package.ts';
import { recordsTables, sqlRecords } from '../../../../src/decide/index.ts';
import { recorded } from '../../decide/decision.ts';
import { call, callJson, newFolder } from '../call.ts';

/** A PGlite takes seconds to make on a busy machine. */
const LIMIT_MS = 120_000;

describe('tellsign labels import', { timeout: LIMIT_MS }, () => {
  it('adds what a file says to the records of a folder, and tells what it refuses', async () => {
    const cwd = newFolder();
    const db = await PGlite.create(join(cwd, 'base'));
    await db.query(recordsTables());
    const records = sqlRecords(db, { allowSingleProcess: true });
    await records.save(recorded({ decision: { id: 'd-1', atMs: 1.76e12 } }));
    await db.close();
    writeFileSync(
      join(cwd, 'a.csv'),
      'decision,at,reason\nd-1,2025-11-25,fraudulent\nd-2,2025-11-25,fraudulent\n',
    );
    const words = ['labels', 'import', 'a.csv', 'base'];
    const trial = await call([...words, '--dry-run'], { cwd });
    expect([trial.code, trial.out]).toEqual([1, '2 lines: 1 would be added, 0 known already, 1 refused.']);
    const { code, data } = await callJson(words, { cwd });
    expect(code).toBe(1);
    expect(data).toMatchObject({ command: 'labels import', ok: false, lines: 2, added: 1, refused: 1 });
    const env = { DATABASE_URL: 'pglite:base' };
    const again = await call(words.slice(0, 3), { cwd, env });
    expect(again.out).toBe('2 lines: 0 added, 1 known already, 1 refused.');
    expect(again.err).toBe('{"line":3,"error":"decision_unknown"}');
  });

  it('says that records are away, and not the file', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'a.csv'), 'decision,at,reason\n');
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const { code, err } = await call(['labels', 'import', 'a.csv'], { cwd, env });
    expect([code, err]).toEqual([2, expect.stringMatching(/^database_unavailable: .*ECONNREFUSED/)]);
  });

  it('says which driver is missing where the command runs', async () => {
    await expect(importPackage('pg', newFolder())).rejects.toMatchObject({
      code: 'package_missing',
      message: 'The package pg is not installed here: npm install pg.',
    });
    await expect(importPackage('pg', process.cwd())).resolves.toHaveProperty('default.Pool');
  });
});
