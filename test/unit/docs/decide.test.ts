import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compilePolicy, writeRule } from '../../../src/decide/index.ts';
import {
  ENTITIES,
  isVariable,
  MEASURES,
  VARIABLES,
  type Variable,
  WINDOWS,
} from '../../../src/decide/policy/variables.ts';
import { compiled, written } from '../decide/policy/compiled.ts';
import { variables } from '../decide/variables.ts';

const ruleOf = (id: string, when: string) => writeRule({ id, when, outcome: 'deny' });
const TEXT = readFileSync('docs/decide.md', 'utf8');
const rowOf = (name: string, { type, text }: Variable) => `| \`${name}\` | ${type} | ${text} |`;

/** A row for each variable but the velocities, which the page tells by their parts. */
const rows = Object.entries(VARIABLES).flatMap(([name, entry]) => {
  if (name === 'velocity') return [];
  if (isVariable(entry)) return [rowOf(name, entry)];
  return Object.entries(entry).map(([member, variable]) => rowOf(`${name}.${member}`, variable));
});

describe('docs/decide.md', () => {
  it('has a row for every variable, and no other', () => {
    expect(TEXT.match(/^\| `[a-z_.]+` \| (string|double|bool|list<|map<).*$/gm)).toEqual(rows);
  });

  it.each([MEASURES, ENTITIES, WINDOWS].flatMap(Object.keys))('names %s', (part) => {
    expect(TEXT).toContain(`\`${part}\``);
  });

  it.each([
    ['src/decide/policy/publish.ts', 'type FaultCode =', 'otherwise_mild'],
    ['src/decide/policy/warnings.ts', 'type WarningCode =', 'deny_list_unread'],
    ['src/decide/policy/publication.ts', 'readonly code:', 'action_taken'],
    ['src/decide/decision.ts', 'type FailoverCause =', 'idempotency'],
  ])('names every code of %s, %s, such as %s', (path, union, known) => {
    const [, after = ''] = readFileSync(path, 'utf8').split(union);
    const [codesOnly = ''] = after.split(';');
    const unions = codesOnly.match(/'[a-z_]+'/g) ?? [];
    const codes = unions.map((code) => code.slice(1, -1));
    expect(codes).toContain(known);
    expect(codes.filter((code) => !TEXT.includes(`\`${code}\``))).toEqual([]);
  });

  it.each([
    'has(groups.typing) && groups.typing > 2.0',
    'amount > 500.0 && amount < 1000000.0',
    'amount > 900',
  ])('names a condition that is taken: %s', async (when) => {
    expect(TEXT).toContain(`\`${when}\``);
    const rules = [ruleOf('deny_list', 'denied.key'), ruleOf('one', when)];
    const { warnings, rules: read } = await compiled(written(rules));
    expect(warnings).toEqual([]);
    expect(read[1]?.condition.test(variables({ amount: Number.POSITIVE_INFINITY, groups: {} }))).toBe(
      when === 'amount > 900',
    );
  });

  it('shows policies that are taken without a warning', async () => {
    const policies = [...TEXT.matchAll(/```json\n([\s\S]*?)```/g)].map(([, policy]) => policy);
    expect(policies).toHaveLength(2);
    for (const policy of policies)
      expect(await compilePolicy(policy)).toMatchObject({ ok: true, policy: { warnings: [] } });
  });

  it('begins with a program that prints what it says', async () => {
    const [, code = ''] = /```js\n([\s\S]*?)```/.exec(TEXT) ?? [];
    const [, printed = ''] = /prints:\n\n```\n([\s\S]*?)```/.exec(TEXT) ?? [];
    const [, policy = ''] = /```json\n([\s\S]*?)```/.exec(TEXT) ?? [];
    const folder = mkdtempSync(join(tmpdir(), 'tellsign-docs-'));
    writeFileSync(join(folder, 'policy.json'), policy);
    const sources = pathToFileURL('src/decide/index.ts').href;
    writeFileSync(join(folder, 'first.mjs'), code.replace(`'tellsign/decide'`, `'${sources}'`));
    const tsx = import.meta.resolve('tsx');
    const run = execFileSync(process.execPath, ['--import', tsx, 'first.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(run).toBe(printed);
  }, 60_000);
});
