import { describe, expect, it } from 'vitest';
import { answerTo } from '../../../demo/shop/answer.ts';

const CHALLENGE = { outcome: 'challenge', hold: false } as const;
const HELD = { outcome: 'review', hold: true } as const;

describe('what the shop does with a decision', () => {
  it.each([
    ['allow', false],
    ['review', false],
    ['review', true],
    ['deny', false],
  ] as const)(
    'is %s with hold %s where that was decided, after any number of wrong codes',
    (outcome, hold) => {
      for (const wrongCodes of [0, 15, 99])
        expect(answerTo({ outcome, hold }, wrongCodes)).toEqual({ outcome, hold });
    },
  );

  it('is no further code after fifteen wrong ones: a person looks first', () => {
    expect([14, 15, 16].map((wrongCodes) => answerTo(CHALLENGE, wrongCodes))).toEqual([
      CHALLENGE,
      HELD,
      HELD,
    ]);
  });
});
