import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { mayTryAgain } from '../../../demo/shop/answer.ts';
import { CODES } from '../../../src/contract/protocol.ts';
import { type Policy, SHIPPED } from '../../../src/decide/index.ts';
import { refuse } from '../../../src/server/refusal.ts';
import { createJudge, type Judge } from '../../lab/judge.ts';
import { accepted, refused } from './verdicts.ts';

let judge: Judge;
beforeAll(async () => {
  judge = await createJudge();
});

describe('the shop’s policy', () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['checkout', ['verdict_in_outage', 'unusual_flag'], []],
    [
      'cautious',
      [
        'verdict_in_outage',
        'unusual_flag',
        'two_cards',
        'hidden_network_strange_key',
        'new_key_middling_amount',
      ],
      // Its own rule for middling amounts holds for big ones, too.
      ['new_key_big_amount'],
    ],
  ])('%s has every shipped rule, in its order, and its own', async (name, own, replaced) => {
    const text = await readFile(new URL(`../../../demo/policies/${name}.json`, import.meta.url), 'utf8');
    const { rules, otherwise } = JSON.parse(text) as Policy;
    const shipped = SHIPPED.checkout as Policy;
    expect(rules.map(({ id }) => id).filter((id) => own.includes(id))).toHaveLength(own.length);
    expect(rules.filter(({ id }) => !own.includes(id)).map(({ note: _, ...rule }) => rule)).toEqual(
      shipped.rules.filter(({ id }) => !replaced.includes(id)),
    );
    expect(otherwise).toEqual(shipped.otherwise);
  });

  it.each([
    ['low', 'allow'],
    ['medium', 'challenge'],
    ['unknown', 'challenge'],
    ['high', 'review'],
  ] as const)('answers %s with %s', async (level, outcome) => {
    expect(await judge(accepted({ level }))).toBe(outcome);
  });

  it('asks for a code when the verdict is missing', async () => {
    expect(await judge(refused('missing'))).toBe('challenge');
  });

  it.each(CODES)('never lets %s through', async (code) => {
    expect(await judge(refuse(code))).not.toBe('allow');
  });

  it.each(['tx_mismatch', 'replayed', 'nonce_reused', 'nonce_expired', 'nonce_invalid'] as const)(
    'gives %s one fresh nonce, then asks for a code',
    async (code) => {
      expect([mayTryAgain(refuse(code), 0), mayTryAgain(refuse(code), 1)]).toEqual([true, false]);
      expect(await judge(refuse(code))).toBe('challenge');
    },
  );

  it('gives no fresh nonce to a verdict that is accepted, missing or not worth one', () => {
    for (const verdict of [accepted(), refused('missing'), refuse('signature_invalid')])
      expect(mayTryAgain(verdict, 0)).toBe(false);
  });

  it.each([
    'score_mismatch',
    'implausible_timing',
    'implausible_evidence',
    'counter_regress',
    'binding_absent',
    'a_flag_of_tomorrow' as never,
  ] as const)('takes the fast lane away for %s', async (flag) => {
    expect(await judge(accepted({ level: 'low', flags: [flag] }))).toBe('challenge');
    expect(await judge(accepted({ level: 'high', flags: [flag] }))).toBe('review');
  });

  it('lets a person look at a copy of another visit', async () => {
    expect(await judge(accepted({ level: 'medium', flags: ['near_duplicate'] }))).toBe('review');
  });

  it('does not hold a first visit or a private window against anybody', async () => {
    expect(await judge(accepted({ flags: ['unbound', 'fresh_key', 'ephemeral_key'] }))).toBe('allow');
  });

  it('takes the fast lane away from what was accepted during an outage', async () => {
    expect(await judge(accepted({ degraded: ['replay_store_unavailable'] }))).toBe('challenge');
  });
});
