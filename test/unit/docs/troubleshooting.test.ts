import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEGRADED_ADVICE } from '../../../src/contract/degraded-advice.ts';
import { HINT_PATTERN } from '../../../src/contract/hint.ts';
import { MISCONFIGURATIONS } from '../../../src/contract/misconfiguration.ts';
import { DEGRADED } from '../../../src/contract/verdict.ts';

const all = Object.entries(MISCONFIGURATIONS);

describe('docs/troubleshooting.md', () => {
  const page = readFileSync('docs/troubleshooting.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([a-z_]+)` \| (.+) \| (.+) \| (.+) \|$/gm)];

  it('has every misconfiguration, in order, as the code words it', () => {
    const told = all.map(([name, { sign, advice }]) => [name, sign, advice]);
    expect(rows.map(([, name, sign, , advice]) => [name, sign, advice])).toEqual(told);
  });

  it('has the hint of each', () => {
    for (const [, name = '', , hint] of rows) {
      const { hint: own } = MISCONFIGURATIONS[name as keyof typeof MISCONFIGURATIONS];
      if (own) expect(hint).toContain(`\`${own}\``);
    }
  });

  it('has eleven that look alike', () => {
    expect(all.slice(0, 11).every(([, { code }]) => code === 'missing')).toBe(true);
  });
});

describe('advice', () => {
  it.each([...all.map(([name, { advice }]) => [name, advice] as const), ...Object.entries(DEGRADED_ADVICE)])(
    'for %s is one line, and the name may be sent',
    (name, advice) => {
      expect(name).toMatch(HINT_PATTERN);
      expect(advice).toMatch(/^[A-Z][^\n]{15,110}\.$/);
    },
  );

  it('is there for every degraded code', () => {
    expect(Object.keys(DEGRADED_ADVICE)).toEqual([...DEGRADED]);
  });
});
