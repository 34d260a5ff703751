import { describe, expect, it } from 'vitest';
import { decide } from '../../../demo/policy.ts';
import { CODES } from '../../../src/contract/protocol.ts';
import { refuse } from '../../../src/server/refusal.ts';
import { accepted, refused } from './verdicts.ts';

describe('the shop’s policy', () => {
  it.each([
    ['low', 'allow'],
    ['medium', 'challenge'],
    ['unknown', 'challenge'],
    ['high', 'review'],
  ] as const)('answers %s with %s', (level, decision) => {
    expect(decide(accepted({ level }))).toBe(decision);
  });

  it('asks for a code when the verdict is missing', () => {
    expect(decide(refused('missing'))).toBe('challenge');
  });

  it.each(CODES)('never lets %s through, however often it comes', (code) => {
    for (const retries of [0, 1, 5])
      expect(decide(refuse(code), { retries, wrongCodes: 0 })).not.toBe('allow');
  });

  it.each(['tx_mismatch', 'replayed', 'nonce_reused', 'nonce_expired', 'nonce_invalid'] as const)(
    'gives %s one fresh nonce, then asks for a code',
    (code) => {
      expect(decide(refuse(code))).toBe('retry');
      expect(decide(refuse(code), { retries: 1, wrongCodes: 0 })).toBe('challenge');
    },
  );

  it.each([
    'score_mismatch',
    'implausible_timing',
    'implausible_evidence',
    'near_duplicate',
    'counter_regress',
    'a_flag_of_tomorrow' as never,
  ] as const)('takes the fast lane away for %s', (flag) => {
    expect(decide(accepted({ level: 'low', flags: [flag] }))).toBe('challenge');
    expect(decide(accepted({ level: 'high', flags: [flag] }))).toBe('review');
  });

  it('does not hold a first visit or a private window against anybody', () => {
    expect(decide(accepted({ flags: ['unbound', 'fresh_key', 'ephemeral_key'] }))).toBe('allow');
  });

  it('takes the fast lane away from what was accepted during an outage', () => {
    expect(decide(accepted({ degraded: ['replay_store_unavailable'] }))).toBe('challenge');
  });

  it('lets a person look after fifteen wrong codes, and sends no further one', () => {
    expect(decide(refused('missing'), { retries: 0, wrongCodes: 14 })).toBe('challenge');
    expect(decide(refused('missing'), { retries: 0, wrongCodes: 15 })).toBe('review');
    expect(decide(accepted({ level: 'medium' }), { retries: 0, wrongCodes: 15 })).toBe('review');
  });
});
