import { expect, it } from 'vitest';
import { answersSection } from '../../../src/console/pages/case/answers.ts';
import { answersOf } from '../../../src/console/views/answers.ts';
import type { Label } from '../../../src/decide/index.ts';
import { CASE, FRAME } from './views.ts';

const FRAUD: Label = {
  ...{ id: 'one', outcome: 'fraudulent', reason: 'stolen_card', source: 'analyst', by: 'ann', atMs: 1 },
};
const GOOD: Label = {
  ...{ id: 'two', outcome: 'legitimate', reason: 'travelling', source: 'analyst', by: 'bob', atMs: 2 },
};
const BACK: Label = { ...GOOD, id: 'three', atMs: 3, reverses: 'two' };

it.each<readonly [readonly Label[], readonly string[]]>([
  [[FRAUD], ['in_force']],
  [
    [FRAUD, GOOD],
    ['outvoted', 'in_force'],
  ],
  [
    [FRAUD, GOOD, BACK],
    ['in_force', 'reversed', 'reversal'],
  ],
  [
    [{ ...FRAUD, source: 'chargeback' }, GOOD],
    ['in_force', 'outvoted'],
  ],
])('answers say which of them counts', (labels, states) => {
  expect(answersOf(labels).map(({ state }) => state)).toEqual(states);
});

it('the page says what was taken back, and what is in force', async () => {
  const answers = answersOf([FRAUD, GOOD, BACK]);
  const page = String(await answersSection(FRAME, { ...CASE, answers })).replaceAll(/<\/?span[^>]*>/g, '');
  expect(page).toContain('fraudulent Stolen card in force');
  expect(page).toContain('<s>legitimate Travelling</s> taken back');
  expect(page).toContain('Took back: legitimate, Travelling');
});
