import { type Statistic, statistic, type Tracker } from '../group.ts';
import { createRing } from '../ring.ts';
import { mean } from '../stats.ts';

/** Without press or key for this long, ms, nothing is being done (features.md G9, 126). */
const IDLE_MS = 2000;
/** Movements kept. Chosen: more pauses than a visit has. */
const KEPT = 128;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Movement without purpose: length of the path while nothing is done, over the distance gained. */
export function createWanderings(): Tracker<Statistic> {
  const wanderings = createRing<number>(KEPT);
  let lastAct = Number.NaN;
  let place: Point = { x: Number.NaN, y: Number.NaN };
  let start: Point | null = null;
  let wandered = 0;

  const move = (t: number, to: Point) => {
    if (to.x === place.x && to.y === place.y) return;
    if (t - lastAct > IDLE_MS) {
      if (start) wandered += Math.hypot(to.x - place.x, to.y - place.y);
      else start = to;
    }
    place = to;
  };
  const act = (t: number) => {
    if (start && wandered > 0)
      wanderings.push(wandered / Math.max(1, Math.hypot(place.x - start.x, place.y - start.y)));
    start = null;
    wandered = 0;
    lastAct = t;
  };

  return {
    push(event) {
      switch (event.kind) {
        case 'move':
          return move(event.t, { x: event.x, y: event.y });
        case 'down':
        case 'click':
        case 'wheel':
        case 'scroll':
        case 'keydown':
          return act(event.t);
        default:
      }
    },
    read: () => statistic(wanderings.values(), mean),
  };
}
