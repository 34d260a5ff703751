import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../src/decide/policy/evaluate.ts';
import { variables } from '../variables.ts';
import { compiled, written } from './compiled.ts';

const when = (id: string, condition: string, then: string, change: object = {}) => ({
  id,
  when: condition,
  then,
  ...change,
});

describe('a policy that is evaluated', () => {
  it('is decided by the first rule that holds, and names all that do', async () => {
    const policy = await compiled(
      written([
        when('a', 'amount > 1000.0', 'deny'),
        when('b', 'amount > 50.0', 'challenge'),
        when('c', 'amount > 60.0', 'allow'),
      ]),
    );
    expect(evaluate(policy, variables())).toEqual({
      outcome: 'challenge',
      hold: false,
      rule: 'b',
      hits: ['b', 'c'],
      alert: false,
      errors: [],
    });
  });

  it.each(['low', 'medium', 'high', 'unknown', 'refused', 'missing'] as const)(
    'answers %s where no rule holds',
    async (level) => {
      const policy = await compiled(written([]));
      expect(evaluate(policy, variables({ level }))).toMatchObject({
        outcome: policy.otherwise[level].outcome,
        rule: null,
        hits: [],
      });
    },
  );

  it('holds a review back only where that is written', async () => {
    const otherwise = {
      low: 'allow',
      medium: 'review',
      high: { then: 'review', hold: true },
      unknown: 'review',
      refused: 'review',
      missing: 'review',
    };
    const policy = await compiled(written([], { otherwise }));
    expect(evaluate(policy, variables({ level: 'medium' })).hold).toBe(false);
    expect(evaluate(policy, variables({ level: 'high' })).hold).toBe(true);
  });

  it.each(['missing', 'refused'])('never lets %s pass by a rule', async (level) => {
    const policy = await compiled(written([when('all', 'true', 'allow'), when('rest', 'true', 'review')]));
    expect(evaluate(policy, variables({ level }))).toMatchObject({
      outcome: 'review',
      rule: 'rest',
      hits: ['all', 'rest'],
    });
    const alone = await compiled(written([when('all', 'true', 'allow')]));
    expect(evaluate(alone, variables({ level }))).toMatchObject({
      outcome: 'challenge',
      rule: null,
      hits: ['all'],
    });
  });

  it('counts a rule that throws as not matched, and records it', async () => {
    const policy = await compiled(
      written([when('broken', "groups['none'] > 1.0", 'deny'), when('all', 'true', 'review')]),
    );
    const evaluation = evaluate(policy, variables());
    expect(evaluation).toMatchObject({ outcome: 'review', rule: 'all', hits: ['all'] });
    expect(evaluation.errors).toEqual([
      { rule: 'broken', message: expect.stringMatching(/No such key: none/) },
    ]);
  });

  it.each<[string, object, boolean]>([
    ['deny', { then: 'deny' }, true],
    ['review', { then: 'review' }, true],
    ['challenge', { then: 'challenge' }, false],
    ['a challenge that says so', { then: 'challenge', alert: true }, true],
    ['allow', { then: 'allow' }, false],
  ])('alerts for %s: %o', async (_, rule, alert) => {
    const policy = await compiled(written([{ id: 'all', when: 'true', ...rule }]));
    expect(evaluate(policy, variables()).alert).toBe(alert);
  });

  it('alerts for a hit that did not decide', async () => {
    const policy = await compiled(
      written([when('a', 'true', 'challenge'), when('b', 'true', 'allow', { alert: true })]),
    );
    expect(evaluate(policy, variables())).toMatchObject({ outcome: 'challenge', alert: true });
  });

  it('decides by a snoozed rule, without an alert', async () => {
    const policy = await compiled(written([when('a', 'true', 'deny')]));
    expect(evaluate(policy, variables(), new Set(['a']))).toMatchObject({ outcome: 'deny', alert: false });
  });

  it('reads an amount that is not known as infinite', async () => {
    const policy = await compiled(written([when('big', 'amount > 1e300', 'review')]));
    expect(evaluate(policy, variables({ amount: Number.POSITIVE_INFINITY })).rule).toBe('big');
  });
});
