import type { BehaviourEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, statistic } from '../group.ts';
import { createRing } from '../ring.ts';
import { pointerOf } from '../segment/strokes.ts';
import { mean, median, variation } from '../stats.ts';

/** Rest that ends a movement, ms, as for strokes. */
const REST_MS = 200;
/** Movements of more samples than this show their shape by themselves. */
const FEW = 9;
/** A jump has no sample on its way, or hardly one. */
const JUMP = 2;
/** Nearer, px, a target is reached without a way. */
const NEAR_PX = 40;
const KEPT = 64;

interface Point {
  readonly t: number;
  readonly x: number;
  readonly y: number;
}

/** Movements of a mouse that show few samples or none. */
export function createLeap({ environment, activations }: Context): FeatureGroup<'leap'> {
  const jumps = createRing<number>(KEPT);
  const evenness = createRing<number>(KEPT);
  const straying = createRing<number>(KEPT);
  const beats = createRing<number>(KEPT);
  let rest: Point | null = null;
  let way: Point[] = [];
  let samples = 0;

  const finish = () => {
    const last = way.at(-1);
    if (rest !== null && last !== undefined) {
      const distance = Math.hypot(last.x - rest.x, last.y - rest.y);
      if (distance >= NEAR_PX) {
        jumps.push(samples <= JUMP ? 1 : 0);
        if (samples > JUMP && samples <= FEW) measure([rest, ...way], distance);
      }
    }
    rest = last ?? rest;
    way = [];
    samples = 0;
  };
  const measure = (points: readonly Point[], distance: number) => {
    const [a, b] = [points[0], points.at(-1)];
    if (!a || !b) return;
    const steps = points
      .slice(1)
      .map((p, i) => Math.hypot(p.x - (points[i]?.x ?? 0), p.y - (points[i]?.y ?? 0)));
    const off = points.map((p) => Math.abs((p.x - a.x) * (b.y - a.y) - (p.y - a.y) * (b.x - a.x)) / distance);
    evenness.push(variation(steps));
    // Whole pixels leave every line by up to half of one.
    straying.push(Math.max(0, Math.max(...off) - 0.75) / distance);
    beats.push(variation(way.slice(1).map((p, i) => p.t - (way[i]?.t ?? p.t))));
  };
  const move = (t: number, x: number, y: number) => {
    const last = way.at(-1) ?? rest;
    if (last && last.x === x && last.y === y) return;
    const before = way.at(-1);
    if (before && t - before.t > REST_MS) finish();
    samples += 1;
    // Of a long movement only its end is kept, for the next one to start from.
    if (samples > FEW) way = [];
    way.push({ t, x, y });
  };

  return {
    push(event: BehaviourEvent) {
      if (event.kind === 'move') {
        if (pointerOf(event, environment()) !== 'touch') move(event.t, event.x, event.y);
      } else if (event.kind === 'down' || event.kind === 'click') {
        // What assistive technology or a key activates, no pointer has leapt to.
        if (activations.active || (event.kind === 'click' && event.offsetX === null)) return;
        const before = way.at(-1) ?? rest;
        // A press where the pointer never went is a jump with no sample at all.
        if (
          before &&
          pointerOf({}, environment()) !== 'touch' &&
          Math.hypot(event.x - before.x, event.y - before.y) >= NEAR_PX
        ) {
          finish();
          samples = 1;
          way = [{ t: event.t, x: event.x, y: event.y }];
        }
        finish();
      }
    },
    read: () => ({
      leap_share: statistic(jumps.values(), mean),
      even_cv: statistic(evenness.values(), median),
      straight_p50: statistic(straying.values(), median),
      beat_cv: statistic(beats.values(), median),
    }),
  };
}
