import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../../../src/decide/index.ts';
import {
  ENTITIES,
  isVariable,
  MEASURES,
  VARIABLES,
  type Variable,
  WINDOWS,
} from '../../../src/decide/policy/variables.ts';

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

  it('shows a policy that is taken', async () => {
    const [, policy] = /```json\n([\s\S]*?)```/.exec(TEXT) ?? [];
    expect(await compilePolicy(policy)).toMatchObject({ ok: true });
  });
});
