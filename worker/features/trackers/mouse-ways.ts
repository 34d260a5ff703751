import type { BehaviourEvent, ButtonEvent, ClickEvent } from '../../../src/contract/event.ts';
import type { Context } from '../group.ts';
import { pointerOf } from '../segment/strokes.ts';

/** Rest that ends a way, ms. Chosen: as for strokes. */
const REST_MS = 200;
/** Ways of more samples than this show their shape by themselves. Chosen: a seventh of a second at 60 Hz. */
export const MAX_KEPT_SAMPLES = 9;
/** Nearer, px, a target is reached without a way. Chosen: about the height of a button. */
const NEAR_PX = 40;

export interface Point {
  readonly t: number;
  readonly x: number;
  readonly y: number;
}

/** One movement of the mouse, from rest to rest or to a press. */
export interface Way {
  readonly from: Point;
  /** Samples after `from`; of a long movement only the last ones. */
  readonly points: readonly Point[];
  /** Samples after `from`, whether kept or not. */
  readonly samples: number;
  /** From `from` to the last point, px. */
  readonly distancePx: number;
}

const apart = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y);

/** Divides the movements of a mouse into ways, and returns those that an event ended. */
export function createMouseWays({ environment, activations }: Context): {
  push(event: BehaviourEvent): readonly Way[];
} {
  let rest: Point | null = null;
  let points: Point[] = [];
  let samples = 0;

  const finish = (): Way[] => {
    const [from, last] = [rest, points.at(-1)];
    const distancePx = from && last ? apart(from, last) : 0;
    const ways = from && distancePx >= NEAR_PX ? [{ from, points, samples, distancePx }] : [];
    rest = last ?? rest;
    points = [];
    samples = 0;
    return ways;
  };
  const move = (point: Point): Way[] => {
    const last = points.at(-1) ?? rest;
    if (last && last.x === point.x && last.y === point.y) return [];
    const before = points.at(-1);
    const ways = before && point.t - before.t > REST_MS ? finish() : [];
    samples += 1;
    // Of a long movement only its end is kept, where the next one starts.
    if (samples > MAX_KEPT_SAMPLES) points = [];
    points.push(point);
    return ways;
  };
  const press = (event: ButtonEvent | ClickEvent): Way[] => {
    // An activation by assistive technology or a key ends no movement of the pointer.
    if (activations.active || (event.kind === 'click' && event.offsetX === null)) return [];
    const before = points.at(-1) ?? rest;
    if (!before || pointerOf({}, environment()) === 'touch' || apart(before, event) < NEAR_PX)
      return finish();
    // A press where the pointer never went is a way with no sample but its end.
    const ways = finish();
    samples = 1;
    points = [event];
    return [...ways, ...finish()];
  };

  return {
    push(event) {
      if (event.kind === 'down' || event.kind === 'click') return press(event);
      if (event.kind !== 'move' || pointerOf(event, environment()) === 'touch') return [];
      return move(event);
    },
  };
}
