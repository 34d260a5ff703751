import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Statistic } from '../group.ts';
import type { ScrollStep } from './scroll-steps.ts';
import { notchOf } from './wheel-notches.ts';

/**
 * The page glides no longer than this after a notch, ms. Chosen: some twenty frames of 60 Hz, because smooth
 * scrolling gives 4–12 scroll events a notch (features.md, 2).
 */
const GLIDE_MS = 400;

interface WheelGlides {
  /** Adds any event, with its step if it is a scroll event. */
  push(event: BehaviourEvent, step: ScrollStep | null): void;
  read(): Statistic;
}

/** Steps in which the page glides after each notch that moved it. */
export function createWheelGlides(): WheelGlides {
  let lastNotch = Number.NEGATIVE_INFINITY;
  let isAnswered = false;
  let answered = 0;
  let steps = 0;
  return {
    push(event, step) {
      if (event.kind === 'wheel') {
        const isNotch = notchOf(event) !== null;
        lastNotch = isNotch ? event.t : Number.NEGATIVE_INFINITY;
        if (isNotch) isAnswered = false;
      }
      if (!step || step.t - lastNotch > GLIDE_MS) return;
      if (!isAnswered) answered += 1;
      isAnswered = true;
      steps += 1;
    },
    read: () => ({ value: steps / answered, n: answered }),
  };
}
