import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { beside, type PointerFamily } from '../family.ts';
import { bezier } from '../pointer/bezier.ts';
import { jitter } from '../pointer/jitter.ts';
import { minimumJerkReach } from '../pointer/minimum-jerk.ts';
import { wobble } from '../pointer/wobble.ts';

/** A straight swipe in a fixed time: `input swipe`, Appium, `TouchAction`. */
const straight: PointerFamily = {
  create(random) {
    const totalMs = random.logUniform(60, 1200);
    const ease = random.chance(0.2) ? minimumJerk : pickEase(random, 0.5);
    return (task) => ({
      duration: totalMs,
      at: (ms) => beside(task, ease(clampUnit(ms / totalMs)), 0),
    });
  },
};

/** Finger paths use the pointer's generators where tools do. */
export const touchFamilies = {
  straight,
  'touch-bezier': bezier,
  'touch-jerk': minimumJerkReach,
  'touch-jitter': jitter,
  'touch-wobble': wobble,
} as const satisfies Record<string, PointerFamily>;
