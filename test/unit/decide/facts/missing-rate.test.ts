import { describe, expect, it } from 'vitest';
import { createMissingRate } from '../../../../src/decide/facts/missing-rate.ts';

const MINUTE = 60_000;
const T0 = 1_800_000_000_000;

describe('the share of attempts without a token', () => {
  it('is 0 until there are twenty attempts', () => {
    const count = createMissingRate();
    expect(Array.from({ length: 19 }, () => count(true, T0)).every((rate) => rate === 0)).toBe(true);
    expect(count(true, T0)).toBe(1);
  });

  it('is that of the last hour', () => {
    const count = createMissingRate();
    for (let i = 0; i < 20; i++) count(true, T0);
    for (let i = 0; i < 19; i++) count(false, T0 + 59 * MINUTE);
    expect(count(false, T0 + 59 * MINUTE)).toBe(0.5);
    expect(count(false, T0 + 60 * MINUTE)).toBe(0);
  });
});
