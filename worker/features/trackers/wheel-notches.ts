import type { WheelEvent } from '../../../src/contract/event.ts';
import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { densestShare, variation } from '../stats.ts';

/**
 * A smaller step, px, is a touchpad's. Chosen: between the few px of a touchpad and the 50 px or more of a
 * wheel's notch.
 */
const NOTCH_PX = 40;
/** Notches that differ by less than this, px, have one length. Chosen: as for scroll steps. */
const NOTCH_WINDOW_PX = 0.5;
/** Notches further apart than this, ms, are no rhythm. Chosen: a finger on the wheel turns on sooner. */
const MAX_GAP_MS = 1000;
/** Notches kept. Chosen: a few screens of a page. */
const KEPT = 64;

/** How far the wheel turned, px; null for the small steps of a touchpad. */
export function notchOf({ deltaX, deltaY }: WheelEvent): number | null {
  const delta = Math.max(Math.abs(deltaX), Math.abs(deltaY));
  return delta >= NOTCH_PX ? delta : null;
}

interface WheelNotches {
  push(event: WheelEvent): void;
  read(): Readonly<Record<'notch_cv' | 'notch_one_value_share', Statistic>>;
}

/** Lengths of the wheel's notches and the times between them. */
export function createWheelNotches(): WheelNotches {
  const notches = createRing<number>(KEPT);
  const gaps = createRing<number>(KEPT);
  let last = Number.NEGATIVE_INFINITY;
  return {
    push(event) {
      const notch = notchOf(event);
      if (notch === null) {
        last = Number.NEGATIVE_INFINITY;
        return;
      }
      notches.push(notch);
      if (event.t - last <= MAX_GAP_MS) gaps.push(Math.max(0, event.t - last));
      last = event.t;
    },
    read: () => ({
      notch_cv: statistic(gaps.values(), variation),
      notch_one_value_share: statistic(notches.values(), (all) => densestShare(all, NOTCH_WINDOW_PX)),
    }),
  };
}
