import type { BehaviourEvent, ButtonEvent, ClickEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { createRing } from '../ring.ts';
import { pointerOf } from '../segment/strokes.ts';
import { deviation, mean, median, share, variation } from '../stats.ts';

/** Presses pooled. */
const KEPT = 64;
/** Moves kept to find out when the pointer came onto a target. */
const KEPT_MOVES = 256;
/** A gap shorter than this, ms, leaves no time to see that the target is reached (features.md G2, 25: people mostly > 50). */
const SHORT_MS = 18;
/** A press longer or further than this drags something, ms and px. */
const MAX_DWELL_MS = 1000;
const MAX_DRIFT_PX = 10;
/** A click this near the exact centre, px; the centre of an even width lies between two pixels. */
const CENTRE_PX = 1;
/** Smaller targets are hit in the centre by chance. */
const MIN_TARGET_PX = 16;
/** A click this long after the press is a key's doing. */
const MAX_CLICK_MS = 2000;

interface Point {
  readonly t: number;
  readonly x: number;
  readonly y: number;
}

/** Presses of a mouse or pen and where they land (features.md G2, 24–33). */
export function createClick({ environment, activations }: Context): FeatureGroup<'click'> {
  const moves = createRing<Point>(KEPT_MOVES);
  const gaps = createRing<number>(KEPT);
  const dwells = createRing<number>(KEPT);
  const drifts = createRing<number>(KEPT);
  const still = createRing<number>(KEPT);
  const across = createRing<number>(KEPT);
  const along = createRing<number>(KEPT);
  const centres = createRing<number>(KEPT);
  const hovers = createRing<number>(KEPT);
  let pressed: Point | null = null;
  let lastPress = Number.NaN;
  let moved = true;

  const down = (event: ButtonEvent) => {
    const before = moves.last;
    if (before && moved) gaps.push(Math.max(0, event.t - before.t));
    if (Number.isFinite(lastPress)) still.push(moved ? 0 : 1);
    moved = false;
    pressed = { t: event.t, x: event.x, y: event.y };
    lastPress = event.t;
  };
  const up = (event: ButtonEvent) => {
    if (!pressed) return;
    const dwellMs = Math.max(0, event.t - pressed.t);
    const drift = Math.hypot(event.x - pressed.x, event.y - pressed.y);
    pressed = null;
    if (dwellMs > MAX_DWELL_MS || drift > MAX_DRIFT_PX) return;
    dwells.push(dwellMs);
    drifts.push(drift);
  };
  const click = ({ t, x, y, offsetX, offsetY, width, height }: ClickEvent) => {
    if (records(environment(), 'button') && !(t - lastPress <= MAX_CLICK_MS)) return;
    if (offsetX === null || offsetY === null || width === null || height === null) return;
    if (!(Math.min(width, height) >= MIN_TARGET_PX)) return;
    const [right, below] = [offsetX - width / 2, offsetY - height / 2];
    centres.push(Math.max(Math.abs(right), Math.abs(below)) <= CENTRE_PX ? 1 : 0);
    across.push(right / width);
    along.push(below / height);
    const [left, top] = [x - offsetX, y - offsetY];
    const path = moves.values();
    let entered = Number.NaN;
    for (let i = path.length - 1; i >= 0; i -= 1) {
      const at = path[i];
      if (!at || at.x < left || at.y < top || at.x > left + width || at.y > top + height) break;
      entered = at.t;
    }
    if (Number.isFinite(entered)) hovers.push(Math.max(0, t - entered));
  };

  return {
    push(event: BehaviourEvent) {
      // Nobody aimed, moved or held anything.
      if (event.kind !== 'move' && activations.active) return;
      if (event.kind === 'click') return click(event);
      if (event.kind !== 'move' && event.kind !== 'down' && event.kind !== 'up') return;
      if (pointerOf(event, environment()) === 'touch') return;
      if (event.kind === 'down') return down(event);
      if (event.kind === 'up') return up(event);
      const { last } = moves;
      if (last && last.x === event.x && last.y === event.y) return;
      moves.push({ t: event.t, x: event.x, y: event.y });
      moved = true;
    },
    read() {
      const env = environment();
      const mouse = env.pointer !== 'touch';
      const buttons = mouse && records(env, 'button');
      const timed = buttons && isClockFine(env);
      const path = mouse && records(env, 'move');
      const placed = mouse && records(env, 'click');
      const rests = gaps.values();
      const holds = dwells.values();
      const shifts = drifts.values();
      const repeats = still.values();
      const hits = centres.values();
      const rested = hovers.values();
      const spread = Math.hypot(deviation(across.values()), deviation(along.values()));
      return {
        gap_p50: reading(median(rests), rests.length, 3, timed && path),
        gap_short_share: reading(
          share(rests, (gap) => gap < SHORT_MS),
          rests.length,
          4,
          timed && path,
        ),
        dwell_p50: reading(median(holds), holds.length, 3, timed),
        dwell_cv: reading(variation(holds), holds.length, 5, timed),
        centre_share: reading(mean(hits), hits.length, 3, placed),
        offset_spread: reading(spread, hits.length, 4, placed),
        drift_mean: reading(mean(shifts), shifts.length, 4, buttons),
        hover_p50: reading(median(rested), rested.length, 3, placed && path && isClockFine(env)),
        still_share: reading(mean(repeats), repeats.length, 3, buttons && path),
      };
    },
  };
}
