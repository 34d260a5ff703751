import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expireDaily } from '../../../demo/expire.ts';

const DAY = 86_400_000;

describe('the shop', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('expires its records at the start and once a day, and goes on where that fails', async () => {
    const reported: unknown[] = [];
    const expire = vi.fn(async () => 0);
    const timer = expireDaily({ expire }, (error) => void reported.push(error));
    expect([expire.mock.calls.length, timer.hasRef()]).toEqual([1, false]);
    expire.mockRejectedValueOnce('down');
    await vi.advanceTimersByTimeAsync(DAY);
    expect(reported).toEqual(['down']);
    await vi.advanceTimersByTimeAsync(DAY);
    expect(expire).toHaveBeenCalledTimes(3);
    clearInterval(timer);
  });
});
