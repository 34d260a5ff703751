import type { BehaviourEvent, Environment, PointerKind } from '../../../src/contract/event.ts';
import { MAX_STROKE_MS } from '../../../src/contract/features/limits.ts';
import { createRing } from '../ring.ts';
import { difference, measure, type Stroke } from '../stroke/stroke.ts';
import { strokeFeaturesOf } from '../stroke/stroke-features.ts';

/** A stroke among the others. */
export interface PooledStroke extends Stroke {
  /** The input of the trees (`strokeFeaturesOf`). */
  readonly features: Float32Array;
  /** Difference from the most similar of the strokes before it; NaN for the first. */
  readonly nearest: number;
}

/** The movements of a mouse or pen between presses, cut at rests. With a button down it is a drag. */
export interface Strokes {
  push(event: BehaviourEvent): void;
  /** The last strokes, oldest first. */
  values(): readonly PooledStroke[];
}

/**
 * Rest that ends a stroke, ms: longer than the slowest recorder's beat (107 ms, dlrv p95), shorter than a
 * decision.
 */
const REST_MS = 200;
/** Samples of one stroke, at most. Chosen: `MAX_STROKE_MS` of a 1000 Hz mouse. */
const MAX_SAMPLES = 4096;
/** Strokes pooled. Chosen: a minute or two of pointing, and medians that no single stroke moves. */
const KEPT = 64;
/**
 * Strokes that a new one is compared with. Chosen: few, so that the least difference does not shrink with the
 * length of the visit.
 */
const COMPARED = 8;

/** Device that made a pointer event. */
export const pointerOf = (event: { stack?: { pointer?: PointerKind } }, { pointer }: Environment) =>
  event.stack?.pointer ?? pointer ?? 'mouse';

export function createStrokes(environment: () => Environment): Strokes {
  const drawn = createRing<PooledStroke>(KEPT);
  const recent = createRing<Stroke>(COMPARED);
  let t: number[] = [];
  let x: number[] = [];
  let y: number[] = [];
  let held = false;

  const finish = () => {
    const stroke = measure({ t, x, y });
    [t, x, y] = [[], [], []];
    if (!stroke) return;
    const differences = recent.values().map((other) => difference(stroke, other));
    const nearest = differences.length > 0 ? Math.min(...differences) : Number.NaN;
    drawn.push({ ...stroke, features: strokeFeaturesOf(stroke), nearest });
    recent.push(stroke);
  };

  const move = (time: number, left: number, top: number) => {
    const last = t.at(-1);
    if (last !== undefined) {
      // A sample without movement belongs to a rest.
      if (left === x.at(-1) && top === y.at(-1)) return;
      if (time - last > REST_MS || time - (t[0] ?? time) > MAX_STROKE_MS || t.length >= MAX_SAMPLES) finish();
    }
    t.push(Math.max(time, t.at(-1) ?? time));
    x.push(left);
    y.push(top);
  };

  return {
    push(event) {
      if (event.kind === 'move') {
        if (!held && pointerOf(event, environment()) !== 'touch') move(event.t, event.x, event.y);
      } else if (event.kind === 'down' || event.kind === 'up' || event.kind === 'click') {
        held = event.kind === 'down';
        finish();
      } else if (event.t - (t.at(-1) ?? event.t) > REST_MS) finish();
    },
    values: () => drawn.values(),
  };
}
