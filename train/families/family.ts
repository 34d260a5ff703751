import type { Random } from '../random.ts';
import type { Stroke } from '../simulate/template.ts';

/** A point of the plane, CSS px. */
export type Point = readonly [x: number, y: number];

/** A scripted movement: where the pointer is `ms` after it starts. */
export interface Trajectory {
  /** ms. */
  readonly duration: number;
  at(ms: number): Point;
}

/** What a script is asked to do: go from here to there. */
export interface Task {
  readonly from: Point;
  readonly to: Point;
  /** px. */
  readonly distance: number;
  /** The person's own movement in the template session. */
  readonly human: Stroke;
  /** A movement of some other person, for families that imitate people from their statistics. */
  readonly donor: () => Stroke;
}

/**
 * One family of pointer scripts. `create` draws a session's parameters; the result makes its strokes. `own`
 * gives pointer and keys of one session the same numbers, for families that are one person in both.
 */
export interface PointerFamily {
  create(random: Random, own: Random): (task: Task) => Trajectory;
  /** The pointer never travels: it is simply elsewhere at the next click. */
  readonly teleports?: boolean;
  /** A control: it repeats the whole session, drift and pauses included. */
  readonly copies?: boolean;
}

/** A press to be typed: its class and pairing number stay the person's, its times are the script's. */
export interface Press {
  /** From the press before, ms. */
  readonly gap: number;
  /** ms. */
  readonly dwell: number;
}
export interface TypingFamily {
  create(random: Random, own: Random): (key: TypedKey) => Press;
}
export interface TypedKey {
  readonly class: string;
  readonly previousClass: string;
  /** Pairing numbers of the key and of the one before; −1 at the beginning. */
  readonly key: number;
  readonly previousKey: number;
  /** The same physical key as the one before. */
  readonly repeated: boolean;
  /** The person's own times, for families that imitate people from their statistics. */
  readonly human: Press;
  readonly donor: () => Press;
}

/** Draws how long a stroke takes: the laws scripts use. */
export function durationLaw(random: Random): (task: Task) => number {
  const human = (task: Task): number => Math.max(30, (task.human.t.at(-1) ?? 0) - (task.human.t[0] ?? 0));
  const kind = random.pick(['constant', 'speed', 'fitts', 'person', 'uniform'] as const);
  const base = random.logUniform(80, 1500);
  const pxPerMs = random.logUniform(0.2, 4);
  const slope = random.uniform(60, 220);
  const spread = random.pick([0, 0, random.uniform(0.02, 0.4)]);
  const law = (task: Task): number => {
    if (kind === 'constant') return base;
    if (kind === 'speed') return 20 + task.distance / pxPerMs;
    if (kind === 'fitts') return base / 4 + slope * Math.log2(task.distance / 20 + 1);
    if (kind === 'person') return human(task);
    return random.uniform(base / 2, base * 1.5);
  };
  return (task) => Math.min(4000, Math.max(25, law(task) * Math.exp(random.normal(0, spread))));
}

export function lerp(from: Point, to: Point, share: number): Point {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

/** A point `along` · distance on the line and `side` px to its left. */
export function beside(task: Task, along: number, side: number): Point {
  const [dx, dy] = [task.to[0] - task.from[0], task.to[1] - task.from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [x, y] = lerp(task.from, task.to, along);
  return [x - (dy / length) * side, y + (dx / length) * side];
}
