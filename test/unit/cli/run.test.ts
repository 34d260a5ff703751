import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/cli/commands.ts';
import { PAGE_FILES } from '../../../src/cli/copy/copy-files.ts';
import { call, callJson, newFolder } from './call.ts';

const names = Object.keys(COMMANDS);

describe('tellsign', () => {
  it.each([[[]], [['--help']], [['help']]])('lists every command for %j', async (args) => {
    const { code, out } = await call(args);
    expect(code).toBe(0);
    for (const name of names) expect(out).toContain(`  ${name}`);
    expect(out).toContain('Exit codes: 0');
  });

  it.each(names)('explains %s in sentences', async (name) => {
    const command = COMMANDS[name]!;
    const { code, out } = await call([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: tellsign ${[name, ...command.takes].join(' ')} [options]`);
    expect(command.about).toMatch(/^[A-Z].*\.$|^[A-Z].*; "-" .*\.$/);
    for (const [option, { about }] of Object.entries(command.options)) {
      expect(out).toContain(`--${option}`);
      expect(about, option).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each([
    [['dance'], 'unknown_command', 'There is no command "dance".'],
    [['__proto__'], 'unknown_command', 'There is no command "__proto__".'],
    [['policy'], 'unknown_command', 'There is no command "policy". There is "policy check".'],
    [
      ['model', 'keys', 'burn'],
      'unknown_command',
      /^There is no command "model"\. There is "model keys create", /,
    ],
    [['model', 'keys', 'show'], 'argument_missing', 'The argument <file> is missing.'],
    [['model', 'verify', 'a.jws'], 'argument_missing', /^A thumbprint is missing/],
    [['model', 'sign'], 'argument_missing', 'The option --from is missing.'],
    [['labels', 'import', 'a.csv'], 'argument_missing', /DATABASE_URL/],
    [['-h'], 'unknown_option', 'There is no option -h without a command.'],
    [['verify', '-', '--tx', 'amount=4999', '--tx', 'amount=5'], 'argument_missing', /standard input/],
    [['labels', 'import', 'a.csv', 'base', '--delimiter', '"'], 'argument_invalid', /^--delimiter is one/],
    [['labels', 'import', 'a.csv', ''], 'argument_invalid', /^The name of the folder/],
    [['keys', '--dance'], 'unknown_option', "Unknown option '--dance'."],
    [['keys', '--write'], 'argument_invalid', "Option '--write <value>' argument missing."],
    [['keys', 'more'], 'argument_unexpected', 'There is no place for the argument more.'],
    [['copy'], 'argument_missing', 'The argument <dir> is missing.'],
    [['policy', 'check', 'nowhere.json'], 'file_unreadable', /^There is no file \/.*nowhere\.json\.$/],
    [['audit', 'verify', '-'], 'argument_missing', 'Nothing comes on standard input.'],
  ])('answers %j with a code and a sentence', async (args, code, sentence) => {
    const told = await call(args);
    expect(told).toMatchObject({ code: 2, out: '' });
    expect(told.err.startsWith(`${code}: `)).toBe(true);
    const at = args.findIndex((word) => word.startsWith('--'));
    const { out } = await call(args.toSpliced(at < 0 ? args.length : at, 0, '--json'));
    const detail = sentence instanceof RegExp ? expect.stringMatching(sentence) : sentence;
    const command = names.find((name) => args.join(' ').startsWith(name));
    expect(JSON.parse(out)).toEqual({ ...(command && { command }), ok: false, code, detail });
  });

  it('takes --json before the command, too', async () => {
    const { code, out } = await call(['--json', 'keys']);
    expect([code, JSON.parse(out).command]).toEqual([0, 'keys']);
    const dance = await call(['--json', 'dance']);
    expect(JSON.parse(dance.out)).toMatchObject({ ok: false, code: 'unknown_command' });
    expect((await call(['--help', 'keys'])).out).toContain('Usage: tellsign keys');
    expect(Object.keys(JSON.parse((await call(['--json'])).out).commands)).toEqual(names);
  });

  it('explains a command to programs, and after help', async () => {
    expect((await callJson(['doctor', '--help'])).data).toMatchObject({
      ok: true,
      command: 'doctor',
      takes: ['<url>'],
      options: { timeout: { type: 'string' } },
    });
    expect((await call(['help', 'model', 'sign'])).out).toContain('Usage: tellsign model sign');
    expect(await call(['help', 'dance'])).toMatchObject({ code: 2 });
  });

  it('lets nobody steer the terminal by JSON', async () => {
    const { out } = await call(['--json', '\u009b2Jdance\u202e']);
    expect(out).toContain('\\u009b2Jdance\\u202e');
    expect(JSON.parse(out).detail).toContain('\u009b2Jdance\u202e');
  });

  it('lets nobody steer the terminal', async () => {
    const { err } = await call(['\u001b[2Jdance\u202e']);
    expect(err).toContain('"?[2Jdance?"');
  });

  it('says in one line what nobody foresaw', async () => {
    const [cwd, dist] = [newFolder(), newFolder()];
    for (const name of PAGE_FILES) writeFileSync(join(dist, name), name);
    writeFileSync(join(dist, 'integrity.json'), '{}');
    mkdirSync(join(cwd, 'folder/worker.js'), { recursive: true });
    const { code, err } = await call(['copy', 'folder'], { cwd, dist });
    expect([code, err.split('\n')]).toEqual([2, [expect.stringMatching(/^unexpected: EISDIR/)]]);
  });

  it('has every code in docs/cli.md', () => {
    const [, union = ''] =
      /type CliErrorCode =([^;]*);/.exec(readFileSync('src/cli/cli-error.ts', 'utf8')) ?? [];
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code]) => code);
    const page = readFileSync('docs/cli.md', 'utf8');
    expect(codes.length).toBeGreaterThan(8);
    expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
  });

  it('has every command in docs/cli.md', () => {
    const page = readFileSync('docs/cli.md', 'utf8');
    const rows = Object.entries(COMMANDS).map(([name, { takes }]) => `| \`${[name, ...takes].join(' ')}\` |`);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });
});
