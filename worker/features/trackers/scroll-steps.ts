import type { ScrollEvent } from '../../../src/contract/event.ts';
import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { densestShare, mean } from '../stats.ts';

/**
 * A rest this long, ms, ends a scrolling. Chosen: twelve frames of 60 Hz, because a gliding page scrolls in
 * every frame.
 */
const REST_MS = 200;
/** Steps that differ by less than this, px, have one length. Chosen: a device pixel at a ratio of 2. */
const STEP_WINDOW_PX = 0.5;
/** Steps kept. Chosen: about four seconds of gliding at 60 Hz. */
const KEPT = 256;

export interface ScrollStep {
  readonly t: number;
  /** Along the axis that moved further, px; positive to the right or down. */
  readonly px: number;
  /** The page stood still before. */
  readonly begins: boolean;
}

interface ScrollSteps {
  /** The step of this event; null if the page has not moved, or its place before is unknown. */
  push(event: ScrollEvent): ScrollStep | null;
  read(): Readonly<Record<'step_one_value_share' | 'step_autocorr', Statistic>>;
}

/** Steps in which the page scrolls, and how alike they are in length. */
export function createScrollSteps(): ScrollSteps {
  const sizes = createRing<number>(KEPT);
  let last = { t: Number.NEGATIVE_INFINITY, x: Number.NaN, y: Number.NaN };
  return {
    push({ t, x, y }) {
      const begins = t - last.t > REST_MS;
      const [right, down] = [x - last.x, y - last.y];
      last = { t, x, y };
      const px = Math.abs(down) >= Math.abs(right) ? down : right;
      if (!Number.isFinite(px) || px === 0) return null;
      sizes.push(Math.abs(px));
      return { t, px, begins };
    },
    read() {
      const steps = sizes.values();
      return {
        step_one_value_share: statistic(steps, (all) => densestShare(all, STEP_WINDOW_PX)),
        step_autocorr: statistic(steps, neighbours),
      };
    },
  };
}

/**
 * How alike neighbouring steps are: 1 when each has the length of the last, 0 or less when they differ at
 * random.
 */
function neighbours(sizes: readonly number[]): number {
  const centre = mean(sizes);
  const apart = mean(sizes.map((size) => Math.abs(size - centre)));
  const beside = mean(sizes.slice(1).map((size, index) => Math.abs(size - (sizes[index] ?? size))));
  return apart > 0 ? Math.max(-1, 1 - beside / apart) : Number.NaN;
}
