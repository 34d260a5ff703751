import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../../demo/stores/folder-lock.ts';
import { findBroken, recordsTables, sqlRecords } from '../../../../src/decide/index.ts';
import { recorded } from '../../decide/decision.ts';

const SECRET = '0123456789abcdef'.repeat(4);
const folder = mkdtempSync(join(tmpdir(), 'tellsign-labels-'));
const base = join(folder, 'base');
const write = (name: string, text: string | Uint8Array): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

async function withRecords<T>(work: (records: ReturnType<typeof sqlRecords>) => Promise<T>): Promise<T> {
  const db = await PGlite.create(base);
  await db.query(recordsTables());
  const done = await work(sqlRecords(db, { allowSingleProcess: true }));
  await db.close();
  return done;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const program = ['node_modules/tsx/dist/cli.mjs', 'tools/labels/index.ts', ...args];
  const ran = spawnSync(process.execPath, program, {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: '', TELLSIGN_SECRET: SECRET, ...env },
  });
  const bad = ran.stderr.split('\n').filter((line) => line.startsWith('{'));
  return { ...ran, bad: bad.map((line) => JSON.parse(line)) };
}

/** Each starts a process; a busy machine takes a multiple of a second for it. */
const LIMIT_MS = 240_000;
describe('npm run labels', { timeout: LIMIT_MS }, () => {
  beforeAll(
    () =>
      withRecords(async (records) => {
        for (const id of ['d-1', 'd-2', 'd-3'])
          await records.save(recorded({ decision: { id, atMs: 1.76e12 } }));
      }),
    LIMIT_MS,
  );
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = write(
    'disputes.csv',
    '\ufeffDispute;Reason;Opened;Reference\r\n1;fraudulent;2025-11-25;d-1\r\n2;nonsense;2025-11-25;d-2\r\n3;13.1;2025-11-26;d-3\r\n',
  );
  const map = ['--map', 'decision=reference', '--map', 'at=Opened', '--by', 'bank'];

  it('imports into a folder, tells what is bad, adds nothing twice, and takes it back', async () => {
    const trial = run(['import', file, base, ...map, '--dry-run']);
    expect(JSON.parse(trial.stdout)).toMatchObject({ added: 2, refused: 1, dryRun: true });
    const first = run(['import', file, base, ...map]);
    expect(first.bad).toEqual([{ line: 3, error: 'reason_unknown' }]);
    expect(JSON.parse(first.stdout)).toMatchObject({ lines: 3, added: 2, known: 0, refused: 1 });
    const again = run(['import', file, ...map], { DATABASE_URL: `pglite:${base}` });
    expect(JSON.parse(again.stdout)).toMatchObject({ added: 0, known: 2 });
    const back = run(['import', file, base, ...map, '--take-back']);
    expect(JSON.parse(back.stdout)).toMatchObject({ added: 2, takeBack: true });
    expect([trial, first, again, back].map(({ status }) => status)).toEqual([1, 1, 1, 1]);
    await withRecords(async (records) => {
      const rows = [];
      for await (const row of records.audit()) rows.push(row);
      expect(rows.map(({ what }) => what)).toEqual([
        'label',
        'label',
        'import',
        'import',
        'label',
        'label',
        'import',
      ]);
      expect(JSON.parse(rows[2]?.detail ?? '')).toMatchObject({ added: 2, sha256: expect.any(String) });
      expect(await findBroken(rows)).toBeNull();
    });
  });

  it('says who has the folder open', () => {
    const free = lockFolder(base);
    const { status, stderr } = run(['import', file, base, ...map]);
    free();
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^folder_in_use: .* is open in process \d+, .*\n$/),
    ]);
  });

  it.each<readonly [string, readonly string[], RegExp]>([
    ['no command', [], /^unknown_command: npm run labels/],
    ['no file', ['import'], /^argument_missing: The argument <file> is missing/],
    ['an option that is none', ['import', file, '--form', '1'], /^unknown_option: .*--form/],
    [
      'a column that is none',
      ['import', file, base, '--map', 'amout=x'],
      /^argument_invalid: --map is COLUMN=HEADER/,
    ],
    [
      'a source that is none',
      ['import', file, base, '--source', 'friend'],
      /^argument_invalid: --source is one of/,
    ],
    ['a zone that is none', ['import', file, base, '--zone', 'Mars/Base'], /^argument_invalid: .*Mars\/Base/],
    [
      'an encoding that is none',
      ['import', file, base, '--encoding', 'klingon'],
      /^argument_invalid: .*klingon/,
    ],
    ['no records', ['import', file], /^argument_missing: .*DATABASE_URL/],
    ['a file that is not there', ['import', 'nowhere.csv', base], /^source_unreadable: nowhere.csv: ENOENT/],
    ['a file without the columns', ['import', file, base], /^file_invalid: The first line must name/],
    ['a folder that is no database', ['import', file, 'src'], /^source_unreadable: src: is no folder/],
  ])('refuses %s', (_, args, message) => {
    expect(run(args)).toMatchObject({ status: 2, stderr: expect.stringMatching(message), stdout: '' });
  });

  it.each(['nonsense', '11'.repeat(32), 'ab'])('refuses the secret %s', (secret) => {
    const { status, stderr } = run(['import', file, base, ...map], { TELLSIGN_SECRET: secret });
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^argument_invalid: .*TELLSIGN_SECRET is at least/),
    ]);
  });

  it('tells before the first line that no database answers', () => {
    const { status, stderr } = run(['import', file, ...map], { DATABASE_URL: 'postgres://127.0.0.1:1/none' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('source_unreadable: DATABASE_URL: ')]);
  });

  it('prints the table of reasons that docs/labels.md has', () => {
    expect(readFileSync('docs/labels.md', 'utf8')).toContain(run(['vocabulary']).stdout.trim());
  });
});
