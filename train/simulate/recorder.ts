import type { BehaviourEvent } from '../../src/contract/event.ts';
import type { Point, Trajectory } from '../families/family.ts';
import type { Random } from '../random.ts';
import type { Template } from './template.ts';

/** Records a scripted movement as the template's recorder would have. */
export interface Recorder {
  readonly events: BehaviourEvent[];
  /** ms since the session began. */
  now(): number;
  position(): Point;
  wait(ms: number): void;
  follow(trajectory: Trajectory): void;
  put(event: BehaviourEvent): void;
  jump(point: Point): void;
}

/** Interval when a template has too few moves to copy a cadence from, ms. */
const FRAME_MS = 16;
/** A longer interval is a stop of the hand, not the recorder's cadence, ms. */
const STOP_MS = 60;

export function createRecorder(template: Template, start: Point, random: Random): Recorder {
  const events: BehaviourEvent[] = [];
  const cadence = template.intervals.filter((interval) => interval > 0 && interval <= STOP_MS);
  let cursor = cadence.length > 0 ? random.integer(0, cadence.length - 1) : 0;
  let clock = 0;
  let here: Point = start;
  let shown: Point = [Number.NaN, Number.NaN];
  let shownAt = 0;

  const tick = (): number => {
    if (cadence.length === 0) return FRAME_MS;
    cursor = (cursor + 1) % cadence.length;
    return cadence[cursor] ?? FRAME_MS;
  };
  const show = (): void => {
    const point: Point = [Math.round(here[0]), Math.round(here[1])];
    const same = point[0] === shown[0] && point[1] === shown[1];
    // A recorder that writes repeated positions writes some of a script's, too.
    if (same && !random.chance(template.repeatShare)) return;
    shown = point;
    shownAt = clock;
    events.push({ kind: 'move', t: Math.round(clock), x: point[0], y: point[1] });
  };

  return {
    events,
    now: () => clock,
    position: () => here,
    wait(ms) {
      clock += Math.max(0, ms);
    },
    follow(trajectory) {
      const begin = clock;
      let elapsed = 0;
      // The recorder samples at its own rate, so the end is in the next sample.
      while (elapsed < trajectory.duration) {
        elapsed += tick();
        clock = begin + elapsed;
        here = trajectory.at(Math.min(trajectory.duration, elapsed));
        show();
      }
      clock = Math.max(begin + trajectory.duration, shownAt);
    },
    put(event) {
      events.push(event);
    },
    jump(point) {
      here = point;
      shown = [Number.NaN, Number.NaN];
    },
  };
}
