import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { memoryRecords } from '../../../src/decide/index.ts';
import { call, callJson } from './call.ts';

const POLICY = readFileSync('demo/policies/checkout.json', 'utf8');

describe('tellsign policy check', () => {
  it('names a policy that would be taken', async () => {
    const { code, data } = await callJson(['policy', 'check', '-'], { stdin: POLICY });
    expect(code).toBe(0);
    expect(data).toMatchObject({ ok: true, actions: ['checkout'] });
  });

  it('names line and reason of what would not', async () => {
    const { code, out } = await call(['policy', 'check', '-'], { stdin: '{\n"name": 1,\n}' });
    expect(code).toBe(1);
    expect(out).toMatch(/^-:3: is no JSON/);
  });
});

describe('tellsign audit verify', () => {
  async function audit(): Promise<readonly string[]> {
    const records = memoryRecords();
    for (const what of ['one', 'two', 'three']) await records.log({ atMs: 1, by: 'ann', what, detail: '{}' });
    const rows: string[] = [];
    for await (const row of records.audit()) rows.push(JSON.stringify(row));
    return rows;
  }

  it('says that every row is as it was written', async () => {
    const { code, data } = await callJson(['audit', 'verify', '-'], { stdin: (await audit()).join('\n') });
    expect(code).toBe(0);
    expect(data).toMatchObject({ rows: 3, broken: null, holds: true });
  });

  it('names the row that was changed, or is gone', async () => {
    const rows = await audit();
    const changed = rows.map((row) => row.replace('"two"', '"too"')).join('\n');
    expect((await callJson(['audit', 'verify', '-'], { stdin: changed })).data.broken).toBe(2);
    const without = rows.filter((row) => !row.includes('"two"')).join('\n');
    const gone = await callJson(['audit', 'verify', '-'], { stdin: without });
    expect(gone).toMatchObject({ code: 1, data: { broken: 2 } });
  });

  it('sees rows that were cut off by the hash that somebody noted', async () => {
    const rows = await audit();
    const { hash } = JSON.parse(rows.at(-1) ?? '') as { readonly hash: string };
    const cut = rows.slice(0, -1).join('\n');
    const args = ['audit', 'verify', '-', '--holds', hash];
    expect(await callJson(args, { stdin: cut })).toMatchObject({
      code: 1,
      data: { broken: null, holds: false },
    });
  });

  it.each([
    ['a member that no hash covers', '"by":"a","approvedBy":"boss"'],
    ['a member twice', '"by":"never","by":"a"'],
  ])('takes no row with %s', async (_, members) => {
    const rows = (await audit()).map((row) => row.replace(/"by":"[^"]*"/, members));
    const { code, err } = await call(['audit', 'verify', '-'], { stdin: rows.join('\n') });
    expect([code, err]).toEqual([2, expect.stringMatching(/^file_invalid: -:1 is no row of an audit\./)]);
  });

  it.each(['', '\n\n'])('takes nothing (%j) for no audit: an export broke off', async (stdin) => {
    const { code, err } = await call(['audit', 'verify', '-'], { stdin });
    expect([code, err]).toEqual([2, expect.stringMatching(/^file_invalid: - has no row of an audit\./)]);
  });

  it('refuses what is no audit, with its line', async () => {
    const { code, err } = await call(['audit', 'verify', '-'], { stdin: `${(await audit())[0]}\n{}` });
    expect([code, err]).toEqual([2, expect.stringMatching(/^file_invalid: -:2 is no row of an audit\./)]);
  });
});
