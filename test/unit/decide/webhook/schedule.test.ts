import { describe, expect, it } from 'vitest';
import { ATTEMPTS, nextAttemptMs } from '../../../../src/decide/webhook/schedule.ts';

const HOUR = 3_600_000;
const failed = { atMs: 0, tries: 1, retryAfterMs: null, random: 0.5 };

/** When each attempt is made, if every one fails. */
function attempts(random: number): readonly number[] {
  const times = [0];
  for (let tries = 1; ; tries++) {
    const atMs = times.at(-1) ?? 0;
    const next = nextAttemptMs({ ...failed, atMs, tries, random });
    if (next === null) return times;
    times.push(next);
  }
}

describe('attempts', () => {
  it('are those of the specification’s example', () => {
    const seconds = attempts(0.5).map((ms) => ms / 1000);
    const minute = 60;
    const hour = 60 * minute;
    expect(seconds).toEqual([
      0,
      5,
      5 * minute + 5,
      35 * minute + 5,
      2 * hour + 35 * minute + 5,
      7 * hour + 35 * minute + 5,
      17 * hour + 35 * minute + 5,
      31 * hour + 35 * minute + 5,
      51 * hour + 35 * minute + 5,
      75 * hour + 35 * minute + 5,
    ]);
    expect(seconds).toHaveLength(ATTEMPTS);
  });

  it('are spread by a tenth, and end after three days or so', () => {
    const [least, most] = [attempts(0), attempts(1)];
    expect(least[1]).toBe(4500);
    expect(most[1]).toBe(5500);
    expect(least.at(-1)).toBeGreaterThan(68 * HOUR);
    expect(most.at(-1)).toBeLessThan(84 * HOUR);
  });

  it('wait longer where the receiver asks for it, for a day at the most', () => {
    expect(nextAttemptMs({ ...failed, retryAfterMs: 60_000 })).toBe(60_000);
    expect(nextAttemptMs({ ...failed, retryAfterMs: 1000 })).toBe(5000);
    expect(nextAttemptMs({ ...failed, retryAfterMs: -1 })).toBe(5000);
    expect(nextAttemptMs({ ...failed, retryAfterMs: 1000 * HOUR })).toBe(24 * HOUR);
    expect(nextAttemptMs({ ...failed, tries: ATTEMPTS, retryAfterMs: 1000 })).toBeNull();
  });
});
