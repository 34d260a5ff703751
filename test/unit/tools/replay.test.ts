import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe, expect, it } from 'vitest';
import { type Decision, recordsTables, sqlRecords } from '../../../src/decide/index.ts';
import { recordedDay } from '../decide/recorded-day.ts';
import { T0 } from '../decide/setup.ts';

const day = await recordedDay();

/** Each starts a process; a busy machine takes a multiple of a second for it. */
describe('npm run replay', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tellsign-replay-'));
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const run = (args: readonly string[], { input = '', url = '' } = {}) =>
    spawnSync(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'tools/replay/index.ts', ...args], {
      encoding: 'utf8',
      input,
      env: { ...process.env, DATABASE_URL: url },
    });
  const lines = day.map((row) => `${JSON.stringify(row)}\n`).join('');
  const file = write('day.ndjson', lines);
  const from = new Date(T0 + 600_000).toISOString();
  const report = { decisions: 59, sameRevision: 59, changed: 0, unequal: 0 };

  it('reads an export, from a file and from standard input', () => {
    for (const { status, stdout } of [
      run(['checkout', file, '--from', from]),
      run(['checkout', '-', '--from', from], { input: lines }),
    ]) {
      expect(JSON.parse(stdout)).toMatchObject(report);
      expect(status).toBe(0);
    }
  });

  it('reads the records of a database', async () => {
    const base = join(folder, 'base');
    const db = await PGlite.create(base);
    await db.query(recordsTables());
    const records = sqlRecords(db, { allowSingleProcess: true });
    for (const { labels, decision, ...names } of day) {
      await records.save({ decision: decision as Decision, ...names });
      for (const label of labels) await records.label(decision.id, label);
    }
    await db.close();
    for (const { stdout, stderr } of [
      run(['checkout', base, '--from', from]),
      run(['checkout', '--from', from], { url: `pglite:${base}` }),
    ]) {
      expect(stderr).toBe('');
      expect(JSON.parse(stdout)).toMatchObject(report);
    }
    const labelled = day.filter(({ labels: [label] }) => label?.outcome === 'legitimate').length;
    const whole = run(['checkout', base, '--to', new Date(T0 + 60 * 600_000).toISOString()]);
    expect(JSON.parse(whole.stdout)).toMatchObject({ decisions: 60, labelled: { legitimate: labelled } });
  });

  it('fails where the same revision comes out another way', () => {
    const [first] = day;
    const other = { ...first, decision: { ...first?.decision, outcome: 'deny' } };
    const { status, stdout } = run(['checkout', '-'], { input: JSON.stringify(other) });
    expect(JSON.parse(stdout)).toMatchObject({ sameRevision: 1, unequal: 1 });
    expect(status).toBe(1);
  });

  const good = JSON.stringify(day[0]);
  it.each<readonly [string, readonly string[], string, RegExp]>([
    [
      'a line that is no JSON',
      ['checkout', '-'],
      `${good}\n\n{`,
      /^record_invalid: standard input:3: is no JSON/,
    ],
    ['a line that is no decision', ['checkout', '-'], `${good}\n{}`, /^record_invalid: .*:2: decision\.atMs/],
    [
      'a line that does not end',
      ['checkout', '-'],
      'x'.repeat(2_000_000),
      /^record_invalid: .*:1: is longer/,
    ],
    [
      'a policy that is none',
      [write('p.json', '{\n "name": 1 }'), file],
      '',
      /^policy_invalid: .*p\.json:2: name/,
    ],
    ['a time that is none', ['checkout', file, '--to', 'soon'], '', /^usage: --to: soon/],
    ['an option that is none', ['checkout', file, '--form', '1'], '', /^usage: .*--form/],
    ['no policy', [], '', /^usage: /],
    ['no source', ['checkout'], '', /^usage: .*DATABASE_URL/],
    ['a file that is not there', ['checkout', 'nowhere'], '', /^source_unreadable: nowhere: ENOENT/],
    ['a folder that is no database', ['checkout', 'src'], '', /^source_unreadable: src: is no folder/],
  ])('refuses %s', (_, args, input, message) => {
    expect(run(args, { input })).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
  });

  it('tells that a database is away', () => {
    const { status, stderr } = run(['checkout'], { url: 'postgres://127.0.0.1:1/none' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('source_unreadable: DATABASE_URL: ')]);
  });
});
