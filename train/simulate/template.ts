import type { BehaviourEvent } from '../../src/contract/event.ts';

/** One continuous pointer movement of a person: from rest, then without silence above `PAUSE_MS`. */
export interface Stroke {
  readonly t: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** A step of the task a recording shows: move there, or do something that is not moving. */
export type Step =
  | {
      readonly kind: 'stroke';
      readonly stroke: Stroke;
      /** Silence before it, ms. */
      readonly pause: number;
      /** Whether it has a target; otherwise it is the drift of a resting hand, which no script repeats. */
      readonly aimed: boolean;
    }
  | { readonly kind: 'act'; readonly event: BehaviourEvent; readonly pause: number };

/**
 * What a simulated session borrows from a person's: the task (where to, in how many strokes, with which
 * pauses) and the recorder (cadence, repeated positions), so that neither reveals the label.
 */
export interface Template {
  readonly steps: readonly Step[];
  /** Time between successive moves inside strokes, in recorded order, ms. */
  readonly intervals: readonly number[];
  /** Share of moves that repeat the position before. */
  readonly repeatShare: number;
}

/** Silence that ends a stroke, ms: the gap rule of features.md §3 (63). */
export const PAUSE_MS = 150;
/** Shorter movements are drift of a resting hand, px. */
const AIM_PX = 8;

export function templateOf(events: readonly BehaviourEvent[]): Template {
  const steps: Step[] = [];
  const intervals: number[] = [];
  let moves = 0;
  let repeats = 0;
  let open: { t: number[]; x: number[]; y: number[] } | null = null;
  let last = events[0]?.t ?? 0;
  let here: Rest | null = null;

  const close = (): void => {
    if (open !== null) {
      const aimed = open.t.length >= 3 && spanOf(open) >= AIM_PX;
      const stroke = fromRest(open, here, last);
      const start = stroke.t[0] ?? 0;
      steps.push({ kind: 'stroke', stroke, pause: Math.max(0, start - last), aimed });
      last = stroke.t.at(-1) ?? start;
      here = { x: stroke.x.at(-1) ?? 0, y: stroke.y.at(-1) ?? 0 };
    }
    open = null;
  };

  for (const event of events) {
    if (event.kind !== 'move') {
      close();
      steps.push({ kind: 'act', event, pause: Math.max(0, event.t - last) });
      last = event.t;
      continue;
    }
    const previous = open?.t.at(-1);
    if (previous !== undefined && event.t - previous > PAUSE_MS) close();
    if (open === null) open = { t: [], x: [], y: [] };
    else {
      moves += 1;
      intervals.push(event.t - (open.t.at(-1) ?? event.t));
      if (open.x.at(-1) === event.x && open.y.at(-1) === event.y) repeats += 1;
    }
    open.t.push(event.t);
    open.x.push(event.x);
    open.y.push(event.y);
  }
  close();
  return { steps, intervals, repeatShare: moves > 0 ? repeats / moves : 0 };
}

/** Where the pointer lies still. */
interface Rest {
  readonly x: number;
  readonly y: number;
}

/** Beat of an unknown recorder, and the slowest that is one, ms. */
const BEAT_MS = 16;
const SLOWEST_MS = 60;
/** A first sample farther away, px, is not the beginning of a movement: the pointer left the page. */
const LEAP_PX = 80;

/**
 * The first sample shows the pointer already under way: the stroke began one beat before it, where the
 * pointer lay.
 */
function fromRest(stroke: Stroke, rest: Rest | null, lastMs: number): Stroke {
  const [first = 0, second = first + BEAT_MS] = stroke.t;
  const [x = 0] = stroke.x;
  const [y = 0] = stroke.y;
  const beat = Math.min(SLOWEST_MS, second > first ? second - first : BEAT_MS, first - lastMs);
  if (rest === null || !(beat > 0) || Math.hypot(x - rest.x, y - rest.y) > LEAP_PX) return stroke;
  return { t: [first - beat, ...stroke.t], x: [rest.x, ...stroke.x], y: [rest.y, ...stroke.y] };
}

/** Diagonal of the box around a stroke, px. */
function spanOf(stroke: Stroke): number {
  const width = Math.max(...stroke.x) - Math.min(...stroke.x);
  const height = Math.max(...stroke.y) - Math.min(...stroke.y);
  return Math.hypot(width, height);
}
