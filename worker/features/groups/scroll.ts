import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createScrollCauses } from '../trackers/scroll-causes.ts';
import { createScrollReversals } from '../trackers/scroll-reversals.ts';
import { createScrollSteps } from '../trackers/scroll-steps.ts';
import { createWheelGlides } from '../trackers/wheel-glides.ts';
import { createWheelNotches } from '../trackers/wheel-notches.ts';

/** Scrolling and the wheel (features.md G6). */
export function createScroll(context: Context): FeatureGroup<'scroll'> {
  const steps = createScrollSteps();
  const causes = createScrollCauses(context);
  const reversals = createScrollReversals();
  const notches = createWheelNotches();
  const glides = createWheelGlides();

  return {
    push(event: BehaviourEvent) {
      const step = event.kind === 'scroll' ? steps.push(event) : null;
      causes.push(event, step);
      glides.push(event, step);
      if (step) reversals.push(step);
      if (event.kind === 'wheel') notches.push(event);
    },
    read: () => ({
      causeless_share: causes.read(),
      steps_per_notch: glides.read(),
      reversal_share: reversals.read(),
      ...notches.read(),
      ...steps.read(),
    }),
  };
}
