import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing } from '../ring.ts';
import { median, share } from '../stats.ts';

/**
 * Beats of a remote desktop, ms. Chosen: features.md G9, 129 has 15–40, of which a 60 Hz screen's 16.7 is
 * excluded; slower ones are met too.
 */
const LATTICE_MIN_MS = 22;
const LATTICE_MAX_MS = 70;
/** Chosen: the jitter of a timer in a busy browser. */
const LATTICE_TOLERANCE_MS = 2;
/** Times kept. Chosen: five seconds of a remote desktop's movement. */
const KEPT = 128;

/** Share of the times between moves that keep to the beat of a slow sampler, as of a remote desktop. */
export function createMoveGaps(): Tracker<Statistic> {
  const gaps = createRing<number>(KEPT);
  let last = { t: Number.NaN, x: 0, y: 0 };
  return {
    push(event) {
      if (event.kind !== 'move') return;
      const { t, x, y } = event;
      if (x === last.x && y === last.y) return;
      const gap = t - last.t;
      if (gap > 1 && gap < LATTICE_MAX_MS) gaps.push(gap);
      last = { t, x, y };
    },
    read: () => statistic(gaps.values(), latticeShare),
  };
}

/** 0 where the ordinary time is a local device's. */
function latticeShare(times: readonly number[]): number {
  const beat = median(times);
  return beat < LATTICE_MIN_MS ? 0 : share(times, (time) => Math.abs(time - beat) <= LATTICE_TOLERANCE_MS);
}
