import type { BehaviourEvent } from '../../../src/contract/event.ts';
import type { Context, Statistic } from '../group.ts';
import { createTally } from '../ring.ts';
import type { ScrollStep } from './scroll-steps.ts';

/** The cause of a scrolling comes at most this long before it, ms (features.md G6, 92). */
const CAUSE_MS = 700;
/**
 * A pointer this near the right edge, px, may drag the scrollbar, of which the page hears no press. Chosen:
 * the 15–17 px of a classic scrollbar and a margin.
 */
const SCROLLBAR_PX = 24;

interface ScrollCauses {
  /** Adds any event, with its step if it is a scroll event. */
  push(event: BehaviourEvent, step: ScrollStep | null): void;
  read(): Statistic;
}

/** Share of scrollings without a cause: no wheel, key, press or focus, and no pointer at the scrollbar. */
export function createScrollCauses({ environment }: Context): ScrollCauses {
  const causeless = createTally();
  let lastCause = Number.NEGATIVE_INFINITY;

  const isCause = (event: BehaviourEvent): boolean => {
    if (event.kind === 'scroll' || event.kind === 'input') return false;
    if (event.kind !== 'move') return true;
    const [width = Number.POSITIVE_INFINITY] = environment().viewport ?? [];
    return event.x > width - SCROLLBAR_PX;
  };

  return {
    push(event, step) {
      if (isCause(event)) lastCause = event.t;
      if (step?.begins) causeless.add(step.t - lastCause > CAUSE_MS);
    },
    read: () => causeless.read(),
  };
}
