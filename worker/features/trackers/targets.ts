import type { ButtonEvent, ClickEvent } from '../../../src/contract/event.ts';
import { type Context, type Statistic, statistic } from '../group.ts';
import { createRing, type Ring } from '../ring.ts';
import { deviation, mean, median } from '../stats.ts';

/** Clicks pooled. Chosen: more than a visit has, as for strokes. */
const KEPT = 64;
/** A click this near the exact centre, px, hits it (features.md G2, 30). */
const CENTRE_PX = 1;
/** Smaller targets are hit in the centre by chance: of 16 × 16 px the middle 2 × 2 are one in 64. */
const MIN_TARGET_PX = 16;
/** A click this long after the press, ms, comes from a key. Chosen: twice the longest press. */
const AFTER_PRESS_MS = 2000;

export interface Point {
  readonly t: number;
  readonly x: number;
  readonly y: number;
}

interface Targets {
  push(event: ClickEvent | ButtonEvent): void;
  read(): Readonly<Record<'centre_share' | 'offset_spread' | 'hover_p50', Statistic>>;
}

/** Where clicks land on their targets, and how long the pointer was on the target before. */
export function createTargets({ environment }: Context, moves: Ring<Point>): Targets {
  const across = createRing<number>(KEPT);
  const along = createRing<number>(KEPT);
  const centres = createRing<number>(KEPT);
  const hovers = createRing<number>(KEPT);
  let lastPress = Number.NaN;

  const click = ({ t, x, y, offsetX, offsetY, width, height }: ClickEvent) => {
    if (environment().recorded.includes('button') && !(t - lastPress <= AFTER_PRESS_MS)) return;
    if (offsetX === null || offsetY === null || width === null || height === null) return;
    if (!(Math.min(width, height) >= MIN_TARGET_PX)) return;
    const [right, below] = [offsetX - width / 2, offsetY - height / 2];
    centres.push(Math.max(Math.abs(right), Math.abs(below)) <= CENTRE_PX ? 1 : 0);
    across.push(right / width);
    along.push(below / height);
    const entered = enteredAt(moves.values(), { left: x - offsetX, top: y - offsetY, width, height });
    if (Number.isFinite(entered)) hovers.push(Math.max(0, t - entered));
  };

  return {
    push(event) {
      if (event.kind === 'click') click(event);
      else if (event.kind === 'down') lastPress = event.t;
    },
    read: () => ({
      centre_share: statistic(centres.values(), mean),
      offset_spread: statistic(across.values(), (all) =>
        Math.hypot(deviation(all), deviation(along.values())),
      ),
      hover_p50: statistic(hovers.values(), median),
    }),
  };
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** When the path last came into the box to stay; NaN when it is not in it. */
function enteredAt(path: readonly Point[], { left, top, width, height }: Box): number {
  let entered = Number.NaN;
  for (let i = path.length - 1; i >= 0; i -= 1) {
    const at = path[i];
    if (!at || at.x < left || at.y < top || at.x > left + width || at.y > top + height) break;
    entered = at.t;
  }
  return entered;
}
