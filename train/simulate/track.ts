import type { BehaviourEvent, MoveEvent } from '../../src/contract/event.ts';

/** A stretch of a pointer's movement without longer rests or other events of the pointer in it. */
export type Run = readonly MoveEvent[];

/** Longer between two moves, ms, the hand rested (as in `worker/features/segment/strokes.ts`). */
const REST_MS = 200;

const isPointer = ({ kind }: BehaviourEvent) =>
  kind === 'move' || kind === 'down' || kind === 'up' || kind === 'click';

/** Replaces every run of moves by what `redraw` makes of it; everything else stays. */
export function redrawn(
  events: readonly BehaviourEvent[],
  redraw: (run: Run) => readonly MoveEvent[],
): BehaviourEvent[] {
  const result: BehaviourEvent[] = [];
  let run: MoveEvent[] = [];
  const close = () => {
    if (run.length > 0) result.push(...redraw(run));
    run = [];
  };
  for (const event of events) {
    if (isPointer(event) && (event.kind !== 'move' || event.t - (run.at(-1)?.t ?? event.t) > REST_MS))
      close();
    if (event.kind === 'move') run.push(event);
    else result.push(event);
  }
  close();
  return result.sort((a, b) => a.t - b.t);
}

/** Where the pointer was inside a run, for times that do not go back. */
export type Position = (t: number) => readonly [number, number];

/** A Catmull–Rom spline through the samples, so that no corner is made that was not there. */
export function positionOf(run: Run): Position {
  const at = (index: number): MoveEvent => {
    const sample = run[Math.max(0, Math.min(run.length - 1, index))];
    if (!sample) throw new RangeError('an empty run');
    return sample;
  };
  let after = 1;
  return (t) => {
    while (after < run.length - 1 && at(after).t < t) after += 1;
    const [p0, p1, p2, p3] = [at(after - 2), at(after - 1), at(after), at(after + 1)];
    const span = p2.t - p1.t;
    const u = span > 0 ? Math.max(0, Math.min(1, (t - p1.t) / span)) : 1;
    const slope = (a: MoveEvent, b: MoveEvent, axis: 'x' | 'y') =>
      b.t > a.t ? ((b[axis] - a[axis]) / (b.t - a.t)) * span : 0;
    const along = (axis: 'x' | 'y') =>
      (2 * u ** 3 - 3 * u ** 2 + 1) * p1[axis] +
      (u ** 3 - 2 * u ** 2 + u) * slope(p0, p2, axis) +
      (-2 * u ** 3 + 3 * u ** 2) * p2[axis] +
      (u ** 3 - u ** 2) * slope(p1, p3, axis);
    return [along('x'), along('y')];
  };
}
