import type { MoveEvent } from '../../../src/contract/event.ts';
import type { Statistic } from '../group.ts';
import { createTally } from '../ring.ts';

/** Speed from which a mouse outruns the screen, px/ms: several samples a frame (features.md G1, 5). */
const FAST = 0.5;
/** Frame of a 60 Hz screen, ms. */
const FRAME_MS = 1000 / 60;
/** So near to a multiple of a frame a step counts, ms (features.md G1, 7). Chance alone gives 12 %. */
const FRAME_TOLERANCE_MS = 1;
/** Moves further apart than this, ms, are not one movement. Chosen: six frames. */
const MAX_STEP_MS = 100;

interface MoveSteps {
  /** Whether this move came fast after the one before it. */
  push(event: MoveEvent): boolean;
  read(): { readonly frame_lock_share: Statistic; readonly subpixel_share: Statistic };
}

/** Steps from mouse move to mouse move: whether they keep the beat of the screen, and its pixels. */
export function createMoveSteps(): MoveSteps {
  const locked = createTally();
  const subpixel = createTally();
  let last: { readonly t: number; readonly x: number; readonly y: number } | null = null;
  return {
    push({ t, x, y }) {
      const stepMs = last ? t - last.t : Number.NaN;
      const stepPx = last ? Math.hypot(x - last.x, y - last.y) : 0;
      last = { t, x, y };
      subpixel.add(!Number.isInteger(x) || !Number.isInteger(y));
      if (stepMs > 1 && stepMs < MAX_STEP_MS) {
        const off = Math.abs(stepMs - FRAME_MS * Math.max(1, Math.round(stepMs / FRAME_MS)));
        locked.add(off <= FRAME_TOLERANCE_MS);
      }
      return stepMs > 0 && stepMs < MAX_STEP_MS && stepPx > FAST * stepMs;
    },
    read: () => ({ frame_lock_share: locked.read(), subpixel_share: subpixel.read() }),
  };
}
