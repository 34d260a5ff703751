import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { importPackage } from '../../../../src/cli/import-package.ts';
import { recordsTables, sqlRecords } from '../../../../src/decide/index.ts';
import { createDoor } from '../../../../src/decide/records/door.ts';
import { recorded } from '../../decide/decision.ts';
import { call, callJson, newFolder } from '../call.ts';

/** A PGlite takes seconds to make on a busy machine. */
const LIMIT_MS = 120_000;
const SECRET = '0123456789abcdef'.repeat(4);

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

  it.each([
    ['its characters, as the guides read it', Buffer.from(SECRET)],
    ['the bytes that it is the hexadecimal of', Buffer.from(SECRET, 'hex')],
  ])('finds orders by a secret that the site takes as %s', async (_, secret) => {
    const cwd = newFolder();
    const db = await PGlite.create(join(cwd, 'base'));
    await db.query(recordsTables());
    const records = sqlRecords(db, { allowSingleProcess: true });
    await records.save(
      recorded({
        order: await createDoor(secret)('order', 'KK-1'),
        decision: { id: 'd-1', atMs: 1.76e12 },
      }),
    );
    await db.close();
    writeFileSync(join(cwd, 'a.csv'), 'order,at,reason\nKK-1,2025-11-25,fraudulent\n');
    const words = ['labels', 'import', 'a.csv', 'base'];
    expect(await callJson(words, { cwd, env: { TELLSIGN_SECRET: SECRET } })).toMatchObject({
      code: 0,
      data: { added: 1, refused: 0 },
    });
    const short = await call(words, { cwd, env: { TELLSIGN_SECRET: 'too short' } });
    expect([short.code, short.err]).toEqual([
      2,
      expect.stringMatching(/^argument_invalid: TELLSIGN_SECRET is /),
    ]);
  });

  it('says before the first line that there is no database, or one without the tables', async () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, 'a.csv'), 'decision,at,reason\n');
    const env = { DATABASE_URL: 'postgres://127.0.0.1:1/none' };
    const { code, err } = await call(['labels', 'import', 'a.csv'], { cwd, env });
    expect([code, err]).toEqual([2, expect.stringMatching(/^source_unreadable: .*ECONNREFUSED/)]);
    await (await PGlite.create(join(cwd, 'empty'))).close();
    const empty = await call(['labels', 'import', 'a.csv', 'empty'], { cwd });
    expect([empty.code, empty.err]).toEqual([
      2,
      expect.stringMatching(/^source_unreadable: .*does not exist/),
    ]);
  });

  it.each(['foo', '   ', 'mysql://u:secret@h/x', 'pglite:'])('takes no address %j', async (url) => {
    const { code, err } = await call(['labels', 'import', 'a.csv'], { env: { DATABASE_URL: url } });
    expect([code, err]).toEqual([2, expect.stringMatching(/^argument_invalid: (?!.*secret)/)]);
  });

  it.each(['', ' ', '=1+1', 'a\u0007b'])('takes no name %j of who says so', async (by) => {
    const words = ['labels', 'import', 'a.csv', 'base', `--by=${by}`];
    const { code, err } = await call(words);
    expect([code, err]).toEqual([2, expect.stringMatching(/^argument_invalid: --by is a name/)]);
  });

  it('says which driver is missing where the command runs', async () => {
    await expect(importPackage('pg', newFolder())).rejects.toMatchObject({
      code: 'package_missing',
      message: 'The package pg is not installed here: npm install pg.',
    });
    await expect(importPackage('pg', process.cwd())).resolves.toHaveProperty('default.Pool');
  });
});
