import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DAY_BOUND, MONTH_BOUND } from '../../../src/decide/learn/bound.ts';
import { LEAST_LABELS, LEAST_OF_KIND } from '../../../src/decide/learn/calibrate.ts';
import { GOLD_GROWTH, LEAST_GOLD } from '../../../src/decide/learn/gold.ts';
import { NETWORK_SHARE, PSEUDO_LABELS, REVIEWER_SHARE } from '../../../src/decide/learn/weigh.ts';
import { maturityOf } from '../../../src/decide/maturity.ts';

const TEXT = readFileSync('docs/learning.md', 'utf8');
const DAY_MS = 86_400_000;

/** Members of a union of codes, as a source writes them. */
const codesIn = (file: string, type: string): readonly string[] => {
  const source = readFileSync(`src/decide/learn/${file}`, 'utf8');
  const [, union = ''] = source.split(`type ${type} =`);
  return [...(union.split(';')[0] ?? '').matchAll(/'([a-z_]+)'/g)].map(([, code = '']) => code);
};

describe('docs/learning.md', () => {
  it.each(
    [
      ['change.ts', 'ChangeRefusal'],
      ['calibrate.ts', 'CalibrationRefusal'],
      ['draw-gold.ts', 'GoldRefusal'],
      ['learning.ts', 'LearningCode'],
    ].flatMap(([file = '', type = '']) => codesIn(file, type)),
  )('says what %s means', (code) => {
    expect(TEXT).toContain(`| \`${code}\` |`);
  });

  it('has the figures of the code', () => {
    expect([DAY_BOUND, MONTH_BOUND]).toEqual([0.25, 1]);
    expect([REVIEWER_SHARE, NETWORK_SHARE, PSEUDO_LABELS]).toEqual([0.2, 0.05, 50]);
    expect([LEAST_LABELS, LEAST_OF_KIND, LEAST_GOLD, GOLD_GROWTH]).toEqual([200, 10, 200, 0.02]);
    const days = ['checkout', 'login', 'signup', 'other'].map((action) => maturityOf()(action) / DAY_MS);
    expect(days).toEqual([45, 7, 14, 45]);
    for (const text of [
      '.25 logits',
      '1 logit',
      'a fifth',
      '5 %',
      '50 pseudo-labels',
      '200 at the least',
      '2 %',
    ])
      expect(TEXT).toContain(text);
    expect(TEXT).toContain('45 days for `checkout`, 7 for `login`, 14 for `signup`, 45 for other');
  });
});
