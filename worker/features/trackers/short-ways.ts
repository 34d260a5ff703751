import { type Statistic, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { median, variation } from '../stats.ts';
import { MAX_JUMP_SAMPLES } from './jumps.ts';
import { MAX_KEPT_SAMPLES, type Way } from './mouse-ways.ts';

/**
 * Whole pixels leave every line by up to .71 px, half of a pixel's diagonal: what is within this, px, may be
 * rounding.
 */
const ROUNDING_PX = 0.75;
/** Ways kept. Chosen: more than a visit has, as for strokes. */
const KEPT = 64;

interface ShortWays {
  push(way: Way): void;
  read(): Readonly<Record<'even_cv' | 'straight_p50' | 'beat_cv', Statistic>>;
}

/** How even, straight and regular the mouse's ways of few samples are. */
export function createShortWays(): ShortWays {
  const evenness = createRing<number>(KEPT);
  const straying = createRing<number>(KEPT);
  const beats = createRing<number>(KEPT);
  return {
    push(way) {
      if (way.samples <= MAX_JUMP_SAMPLES || way.samples > MAX_KEPT_SAMPLES) return;
      evenness.push(variation(lengthsOf(way)));
      straying.push(strayingOf(way));
      beats.push(variation(way.points.slice(1).map((p, i) => p.t - (way.points[i]?.t ?? p.t))));
    },
    read: () => ({
      even_cv: statistic(evenness.values(), median),
      straight_p50: statistic(straying.values(), median),
      beat_cv: statistic(beats.values(), median),
    }),
  };
}

/** From sample to sample, px. */
const lengthsOf = ({ from, points }: Way): number[] =>
  points.map((p, i) => {
    const before = points[i - 1] ?? from;
    return Math.hypot(p.x - before.x, p.y - before.y);
  });

/** Greatest distance from the straight line, as a share of its length. */
function strayingOf({ from, points, distancePx }: Way): number {
  const to = points.at(-1) ?? from;
  const off = points.map(
    (p) => Math.abs((p.x - from.x) * (to.y - from.y) - (p.y - from.y) * (to.x - from.x)) / distancePx,
  );
  return Math.max(0, Math.max(...off) - ROUNDING_PX) / distancePx;
}
