import { describe, expect, it } from 'vitest';
import { examplesOf, type LeftOut } from '../../../../src/decide/learn/examples.ts';
import type { LabelledVisit } from '../../../../src/decide/records/learning.ts';
import { DAY, label, NOW, visit } from './visits.ts';

const OPTIONS = { nowMs: NOW, maturityMs: 45 * DAY };
const read = (one: LabelledVisit) => examplesOf([one], OPTIONS);
const leftOut = (one: LabelledVisit): LeftOut | undefined => {
  const { leftOut: counts } = read(one);
  return (Object.keys(counts) as LeftOut[]).find((why) => counts[why] === 1);
};
const LEGITIMATE = { outcome: 'legitimate', reason: 'known_customer' } as const;

describe('labels that are learnt from', () => {
  it('count by the newest of the greatest source', () => {
    const labels = [
      label({ source: 'chargeback', by: 'bank', atMs: NOW - 50 * DAY }),
      label({ ...LEGITIMATE, by: 'ann', atMs: NOW - 40 * DAY }),
    ];
    expect(read(visit({ labels })).examples[0]?.isFraud).toBe(true);
  });

  it('do not count once they were taken back', () => {
    const said = label();
    const labels = [said, label({ reverses: said.id, by: 'bob' })];
    expect(leftOut(visit({ labels }))).toBe('unsure');
  });

  it.each([
    ['unsure', { labels: [label({ outcome: 'unsure' })] }],
    ['unsure', { labels: [label({ atMs: NOW + 1 })] }],
    ['immature', { atMs: NOW - 45 * DAY + 1 }],
    ['no_score', { z: null }],
    ['no_score', { z: Number.NaN }],
    ['campaign', { isCampaign: true }],
    ['not_sampled', { isAlert: false }],
    ['not_sampled', { labels: [label({ source: 'chargeback', by: 'bank' })] }],
    ['not_sampled', { propensity: 0.1, labels: [label({ source: 'customer', by: 'owner' })] }],
    ['disagreement', { labels: [label(), label({ ...LEGITIMATE, by: 'bob' })] }],
  ] as const)('are left out as %s', (why, change) => {
    expect(leftOut(visit(change))).toBe(why);
  });

  it('are mature to the millisecond', () => {
    expect(read(visit({ atMs: NOW - 45 * DAY })).examples).toHaveLength(1);
  });

  it('are left out of the frozen set', () => {
    const one = visit();
    const { leftOut: counts } = examplesOf([one], { ...OPTIONS, gold: new Set([one.id]) });
    expect(counts.gold).toBe(1);
  });

  it('count where a chargeback decides between two who disagree', () => {
    const labels = [
      label(),
      label({ ...LEGITIMATE, by: 'bob' }),
      label({ source: 'chargeback', by: 'bank' }),
    ];
    expect(read(visit({ labels })).examples).toHaveLength(1);
  });

  it('count where one changed his own mind', () => {
    expect(read(visit({ labels: [label(), label(LEGITIMATE)] })).examples[0]?.isFraud).toBe(false);
  });

  it.each([
    [null, 1],
    [1, 1],
    [0.25, 4],
    [0.05, 20],
    [0.001, 20],
    [0, 20],
    [7, 1],
  ])('weigh by a propensity of %s: %s', (propensity, weight) => {
    expect(read(visit({ propensity, isAlert: propensity === null })).examples[0]?.weight).toBe(weight);
  });
});
