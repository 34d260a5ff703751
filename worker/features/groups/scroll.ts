import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, statistic } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { densestShare, mean, variation } from '../stats.ts';

/** Scroll events closer than this, ms, belong to one scrolling (smooth scrolling fires every frame). */
const BURST_MS = 200;
/** What may have caused a scrolling that begins now, ms (features.md G6, 92). */
const CAUSE_MS = 700;
/** Gliding that one turn of the wheel sets off lasts about this long, ms, in Chromium. */
const GLIDE_MS = 400;
/** A smaller step of the wheel, px, is a touchpad's. */
const NOTCH_PX = 40;
/** A pointer this near the right edge, px, may drag the scrollbar, which tells the page of no press. */
const SCROLLBAR_PX = 24;
/** Turns of the wheel further apart than this, ms, are no rhythm. */
const MAX_NOTCH_GAP_MS = 1000;
const KEPT_STEPS = 256;
const KEPT_NOTCHES = 64;

/** Scrolling and the wheel (features.md G6). */
export function createScroll({ environment }: Context): FeatureGroup<'scroll'> {
  const steps = createRing<number>(KEPT_STEPS);
  const notches = createRing<number>(KEPT_NOTCHES);
  const gaps = createRing<number>(KEPT_NOTCHES);
  const causeless = createTally();
  let lastScroll = Number.NEGATIVE_INFINITY;
  let lastCause = Number.NEGATIVE_INFINITY;
  let lastWheel = Number.NEGATIVE_INFINITY;
  let x = Number.NaN;
  let y = Number.NaN;
  let direction = 0;
  let bursts = 0;
  let turns = 0;
  let turned = 0;
  let glided = 0;
  let wheelMoved = false;

  const scroll = (t: number, left: number, top: number) => {
    const begins = t - lastScroll > BURST_MS;
    lastScroll = t;
    const known = Number.isFinite(y);
    const step = Math.abs(top - y) >= Math.abs(left - x) ? top - y : left - x;
    [x, y] = [left, top];
    if (!known || step === 0) return;
    if (begins) {
      bursts += 1;
      causeless.add(t - lastCause > CAUSE_MS);
    }
    steps.push(Math.abs(step));
    if (direction !== 0 && Math.sign(step) !== direction) turns += 1;
    direction = Math.sign(step);
    if (t - lastWheel > GLIDE_MS) return;
    if (!wheelMoved) turned += 1;
    wheelMoved = true;
    glided += 1;
  };
  const wheel = (t: number, delta: number) => {
    if (delta >= NOTCH_PX) {
      notches.push(delta);
      if (t - lastWheel <= MAX_NOTCH_GAP_MS) gaps.push(Math.max(0, t - lastWheel));
      lastWheel = t;
      wheelMoved = false;
    } else lastWheel = Number.NEGATIVE_INFINITY;
  };

  return {
    push(event: BehaviourEvent) {
      if (event.kind === 'scroll') return scroll(event.t, event.x, event.y);
      if (event.kind === 'wheel') wheel(event.t, Math.max(Math.abs(event.deltaX), Math.abs(event.deltaY)));
      if (event.kind === 'move') {
        const [width = Number.POSITIVE_INFINITY] = environment().viewport ?? [];
        if (event.x > width - SCROLLBAR_PX) lastCause = event.t;
      } else if (event.kind !== 'input') lastCause = event.t;
    },
    read() {
      const sizes = steps.values();
      return {
        causeless_share: causeless.read(),
        steps_per_notch: { value: glided / turned, n: turned },
        notch_cv: statistic(gaps.values(), variation),
        notch_one_value_share: statistic(notches.values(), oneValueShare),
        reversal_share: { value: turns / (bursts + turns), n: bursts },
        step_one_value_share: statistic(sizes, oneValueShare),
        step_autocorr: statistic(sizes, neighbours),
      };
    },
  };
}

/** Share of the most frequent distance; distances of half a pixel are one. */
const oneValueShare = (distances: readonly number[]) => densestShare(distances, 0.5);

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
