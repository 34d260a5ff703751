import { describe, expect, it } from 'vitest';
import {
  isLabelReason,
  keyedReasons,
  LABEL_OUTCOMES,
  LABEL_SOURCES,
  type LabelReason,
  REASON_NAMES,
  reasonEntry,
} from '../../../../src/decide/label/vocabulary.ts';

/** What decide.md §8 names, and reCAPTCHA's annotations; but no payment that was accepted or declined. */
const PUBLIC: readonly LabelReason[] = [
  ...(['chargeback', 'chargeback_fraud', 'chargeback_dispute', 'refund', 'refund_fraud'] as const),
  ...(['payment_heuristics', 'initiated_two_factor', 'passed_two_factor', 'failed_two_factor'] as const),
  ...(['correct_password', 'incorrect_password', 'social_spam'] as const),
];

describe('the vocabulary of labels', () => {
  it('has every public reason', () => {
    expect(REASON_NAMES).toEqual(expect.arrayContaining([...PUBLIC]));
    expect(isLabelReason('transaction_declined')).toBe(false);
    expect(isLabelReason('toString')).toBe(false);
  });

  it.each(REASON_NAMES)('%s has outcomes, sources and a sentence', (name) => {
    const { outcomes, sources, title, text, keys = {} } = reasonEntry(name);
    expect(name).toMatch(/^[a-z][a-z0-9_]{0,63}$/);
    expect([new Set(outcomes).size, new Set(sources).size]).toEqual([outcomes.length, sources.length]);
    expect(title).toMatch(/^[A-Z].{2,40}[^.]$/);
    expect(text).toMatch(/^[A-Z].*\.$/);
    // An analyst may give what his keys offer.
    const keyed = LABEL_OUTCOMES.filter((outcome) => keys[outcome] !== undefined);
    expect(outcomes).toEqual(expect.arrayContaining(keyed));
    if (keyed.length > 0) expect(sources).toContain('analyst');
  });

  it.each(LABEL_OUTCOMES)('has a key from 1 on for each reason of %s', (outcome) => {
    const keys = REASON_NAMES.flatMap((name) => reasonEntry(name).keys?.[outcome] ?? []).toSorted();
    expect(keys).toEqual(keys.map((_, place) => place + 1));
    expect(keys.length).toBeLessThanOrEqual(9);
    expect(keyedReasons(outcome)).toHaveLength(keys.length);
  });

  it.each(LABEL_SOURCES)('has something that %s can say', (source) => {
    expect(REASON_NAMES.filter((name) => reasonEntry(name).sources.includes(source))).not.toEqual([]);
  });
});
