import type { ButtonEvent } from '../../../src/contract/event.ts';
import { MAX_CLICK_MS, MAX_CLICK_PX } from '../../../src/contract/features/limits.ts';
import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { mean, median, variation } from '../stats.ts';

/** Presses pooled. Chosen: more than a visit has, as for strokes. */
const KEPT = 64;

interface HeldClicks {
  push(event: ButtonEvent): void;
  read(): Readonly<Record<'dwell_p50' | 'dwell_cv' | 'drift_mean', Statistic>>;
}

/** How long a button is held, and how far the pointer moves meanwhile. */
export function createHeldClicks(): HeldClicks {
  const dwells = createRing<number>(KEPT);
  const drifts = createRing<number>(KEPT);
  let pressed: ButtonEvent | null = null;
  return {
    push(event) {
      if (event.kind === 'down') pressed = event;
      if (event.kind === 'down' || !pressed) return;
      const dwellMs = Math.max(0, event.t - pressed.t);
      const driftPx = Math.hypot(event.x - pressed.x, event.y - pressed.y);
      pressed = null;
      if (dwellMs > MAX_CLICK_MS || driftPx > MAX_CLICK_PX) return;
      dwells.push(dwellMs);
      drifts.push(driftPx);
    },
    read() {
      const times = dwells.values();
      return {
        dwell_p50: statistic(times, median),
        dwell_cv: statistic(times, variation),
        drift_mean: statistic(drifts.values(), mean),
      };
    },
  };
}
