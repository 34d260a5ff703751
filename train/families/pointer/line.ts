import { clampUnit, pickEase } from '../ease.ts';
import { durationLaw, lerp, type PointerFamily } from '../family.ts';

/** Straight line, one ease: pyautogui, robotjs, Selenium's pointer actions, `mouse.move` with steps. */
export const line: PointerFamily = {
  create(random) {
    const duration = durationLaw(random);
    const perStroke = random.chance(0.3);
    const fixed = pickEase(random, 0.4);
    // Tools with a step count hold the pointer still between steps.
    const steps = random.chance(0.5) ? random.integer(4, 80) : 0;
    return (task) => {
      const ease = perStroke ? pickEase(random, 0.4) : fixed;
      const total = duration(task);
      return {
        duration: total,
        at(ms) {
          const u = clampUnit(ms / total);
          return lerp(task.from, task.to, ease(steps > 0 ? Math.floor(u * steps) / steps : u));
        },
      };
    };
  },
};
