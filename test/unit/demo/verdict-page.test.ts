import { expect, it } from 'vitest';
import { explanation } from '../../../demo/pages/verdict.ts';
import { accepted } from './verdicts.ts';

const aligned = {
  profile: 'p',
  delta: -1.25,
  score: 0.41,
  level: 'low',
  shipped: 'medium',
  decides: true,
  groups: { keys: -1.25 },
} as const;
const textOf = (changes: Parameters<typeof accepted>[0]) =>
  String(explanation(accepted(changes))).replace(/<[^>]*>/g, '');

it('says what a visit is by the measures of the shop’s own people, where they are in force', () => {
  expect(textOf({ aligned })).toMatch(
    /own people it is a chance of 41\.0 %, low risk: the logit moves by −1\.25 \([^)]+ −1\.25\)\. The level above follows that\./,
  );
  expect(textOf({ aligned: { ...aligned, decides: false } })).toContain('does not follow that');
  expect(textOf({ aligned, level: 'medium', flags: ['near_duplicate'] })).toContain(
    'other causes, too: see the flags',
  );
  expect(textOf({ aligned: { ...aligned, level: 'unknown' } })).not.toContain('own people it is a chance');
  expect(textOf({ aligned: { ...aligned, delta: 0, groups: {} } })).toContain('change nothing about it');
  expect(textOf({ aligned: { ...aligned, groups: { keys: -1.25, path: -0.004 } } })).not.toContain('0.00');
  expect(textOf({})).not.toContain('own people');
});
