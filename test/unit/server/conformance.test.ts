import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createForge } from '../../vectors/forge.ts';

const forge = await createForge();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tellsign-conformance-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command on a file with these contents. */
async function conformance(contents: unknown): Promise<{ code: number; lines: readonly unknown[] }> {
  const file = join(folder, 'vectors.json');
  await writeFile(file, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'test/conformance.ts', file], (error, stdout) => {
      const lines = stdout.split('\n').filter(Boolean);
      resolve({
        code: typeof error?.code === 'number' ? error.code : 0,
        lines: lines.map((line) => JSON.parse(line)),
      });
    });
  });
}

describe('npm run conformance', () => {
  it('prints one line for each case and succeeds when all agree', async () => {
    const tok = await forge.token();
    const cases = [
      { name: 'good', tok, want: 'ok' },
      { name: 'again', tok, after: tok, want: 'replayed' },
      { name: 'list', tok: [tok], want: 'malformed' },
      { name: 'other device', tok, jkt: forge.stranger.jkt, want: 'key_mismatch' },
      { name: 'no binding', tok, jkt: null, want: 'ok' },
      { name: 'other amount', tok, txh: 'A'.repeat(43), want: 'tx_mismatch' },
    ];
    const { code, lines } = await conformance({ ...forge.setting, cases });
    expect(lines).toEqual(cases.map(({ name, want }) => ({ name, want, got: want })));
    expect(code).toBe(0);
  });

  it('understands wants with level and flags, and what the session remembered', async () => {
    const tok = await forge.token();
    const own = { tok, jkt: null, bound: forge.device.jkt };
    const absent = ['unbound', 'binding_absent'];
    const cases = [
      { name: 'code', tok, want: { code: 'ok' } },
      { name: 'refused', tok: 7, want: { code: 'malformed', level: 'unknown', flags: [] } },
      { name: 'level', tok, want: { code: 'ok', level: 'unknown', flags: ['not_rescored'] } },
      { name: 'no binding any more', ...own, want: { code: 'ok', flags: absent } },
      { name: 'binding required', ...own, requireBinding: true, want: 'unbound' },
      { name: 'remembered', tok, bound: forge.device.jkt, want: { flags: [], code: 'ok' } },
      { name: 'nothing remembered', tok, bound: null, want: 'ok' },
      {
        name: 'another session',
        tok: await forge.token({ claims: { nonce: await forge.nonce({ sid: 'session-2' }) } }),
        sid: 'session-2',
        want: 'ok',
      },
    ];
    const { code, lines } = await conformance({ ...forge.setting, cases });
    expect(lines).toEqual(cases.map(({ name, want }) => ({ name, want, got: want })));
    expect(code).toBe(0);
  });

  it.each([
    ['level', { code: 'ok', level: 'low' }, { code: 'ok', level: 'unknown' }],
    ['flag', { code: 'ok', flags: ['binding_absent'] }, { code: 'ok', flags: [] }],
    ['code', { code: 'expired', flags: ['unbound'] }, { code: 'ok', flags: [] }],
  ])('fails when the %s differs', async (name, want, got) => {
    const cases = [{ name, tok: await forge.token(), want }];
    const { code, lines } = await conformance({ ...forge.setting, cases });
    expect(lines).toEqual([{ name, want, got }]);
    expect(code).toBe(1);
  });

  it('fails when one differs, and still prints the others', async () => {
    const cases = [
      { name: 'wrong', tok: await forge.token(), want: 'expired' },
      { name: 'right', tok: 7, want: 'malformed' },
    ];
    const { code, lines } = await conformance({ ...forge.setting, cases });
    expect(lines).toEqual([
      { name: 'wrong', want: 'expired', got: 'ok' },
      { name: 'right', want: 'malformed', got: 'malformed' },
    ]);
    expect(code).toBe(1);
  });

  it.each([
    ['no cases', { cases: [] }],
    ['no JSON', 'hello'],
  ])('says that a file with %s is unusable', async (_name, contents) => {
    expect(await conformance(contents)).toEqual({ code: 2, lines: [] });
  });
});
