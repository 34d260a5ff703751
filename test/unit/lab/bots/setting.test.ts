import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { drawSetting } from '../../../lab/bots/setting.ts';

describe('the window of a session', () => {
  const drawn = Array.from({ length: 200 }, (_, session) => drawSetting(createRandom('window', session)));

  it('comes in many sizes and densities, on a screen and without', () => {
    expect(new Set(drawn.map(({ width }) => width)).size).toBeGreaterThan(50);
    expect(new Set(drawn.map(({ dpr }) => dpr))).toEqual(new Set([1, 1.25, 1.5, 2]));
    expect(new Set(drawn.map(({ headful }) => headful)).size).toBe(2);
  });

  it('is never wider than a virtual screen can draw in time', () => {
    for (const { width, dpr } of drawn) expect(width * dpr).toBeLessThanOrEqual(2560);
  });
});
