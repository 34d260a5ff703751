import { describe, expect, it } from 'vitest';
import { MIDDLE_MS, slowness } from '../../../fuzz/slowness.ts';

const LIMIT_MS = 5;
/** Costs these, one call after the other, and the last one from then on. */
const costing = (...costs: readonly number[]) => {
  let calls = 0;
  return { cost: async () => costs[Math.min(calls++, costs.length - 1)] ?? 0, calls: () => calls };
};
const yard = (times: number) => async () => times * MIDDLE_MS;

describe('what the fuzzer takes for slow', () => {
  it('is over the limit on a machine that does nothing else', async () => {
    expect(await slowness(costing(50).cost, LIMIT_MS, yard(1))).toBe(
      '50.0 ms of processor time, where 5.0 are allowed',
    );
  });

  it('is not what was late once, and that is found in three turns', async () => {
    const late = costing(9, 1, 1);
    expect(await slowness(late.cost, LIMIT_MS, yard(1))).toBeNull();
    expect(late.calls()).toBe(3);
  });

  it('is not what takes as many times longer as OpenSSL does beside it', async () => {
    expect(await slowness(costing(20).cost, LIMIT_MS, yard(5))).toBeNull();
    expect(await slowness(costing(26).cost, LIMIT_MS, yard(5))).not.toBeNull();
  });

  it('is a cost a little over the limit, whatever other tokens cost', async () => {
    expect(await slowness(costing(6).cost, LIMIT_MS, yard(1))).not.toBeNull();
  });

  it('allows no less than the limit on a machine that is faster', async () => {
    expect(await slowness(costing(9, 9, 9, 4.9).cost, LIMIT_MS, yard(0.2))).toBeNull();
  });

  it('is slow in half of its turns and more', async () => {
    expect(
      await slowness(costing(9, 9, 9, 9, 1, 9, 1, 9, 1, 9, 1, 9).cost, LIMIT_MS, yard(1)),
    ).not.toBeNull();
  });
});
