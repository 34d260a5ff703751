import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEGRADED } from '../../../src/contract/verdict.ts';

describe('the docs', () => {
  it('have every code of degraded in their table, and no other', () => {
    const guide = readFileSync('docs/integrate.md', 'utf8');
    const [, table = ''] = /\n\| code \| what happened \|\n\|---\|---\|\n((?:\|.*\n)+)/.exec(guide) ?? [];
    const listed = table.split('\n').flatMap((line) => line.split('|')[1]?.match(/\w+/g) ?? []);
    expect(listed.sort()).toEqual([...DEGRADED].sort());
  });
});
