import { composedPointer, impulseBell, warpedBell } from '../composed/pointer.ts';
import { clampUnit, minimumJerk, pickEase } from '../ease.ts';
import { beside, type PointerFamily } from '../family.ts';
import { arc } from '../pointer/arc.ts';
import { bezier } from '../pointer/bezier.ts';
import { blend } from '../pointer/blend.ts';
import { jitter } from '../pointer/jitter.ts';
import { minimumJerkReach } from '../pointer/minimum-jerk.ts';
import { sigmaLognormal } from '../pointer/sigma-lognormal.ts';
import { synthesis } from '../pointer/synthesis.ts';
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

/** A finger that lets go: fast from the start, dying away, a little bowed. */
const fling: PointerFamily = {
  create(random) {
    const totalMs = random.logUniform(80, 900);
    const decay = random.uniform(1, 7);
    const bow = random.pick([0, random.uniform(0, 0.2)]);
    return (task) => {
      const arch = random.normal(0, bow) * task.distance;
      return {
        duration: totalMs,
        at(ms) {
          const s = (1 - Math.exp(-decay * clampUnit(ms / totalMs))) / (1 - Math.exp(-decay));
          return beside(task, s, arch * Math.sin(Math.PI * s));
        },
      };
    };
  },
};

/** Finger paths use the pointer's generators where tools do. */
export const touchFamilies = {
  straight,
  'touch-bezier': bezier,
  'touch-jerk': minimumJerkReach,
  'touch-jitter': jitter,
  'touch-wobble': wobble,
  'touch-fling': fling,
  'touch-arc': arc,
  'touch-lognormal': sigmaLognormal,
  'touch-synthesis': synthesis,
  'touch-blend': blend,
  'touch-warped': composedPointer(warpedBell),
  'touch-impulse': composedPointer(impulseBell),
} as const satisfies Record<string, PointerFamily>;
