import type { RecordingTuple } from '../../../../src/contract/recording.ts';

/** One movement of a recorded hand, relative to its start: [ms, px, px]. */
export type Stroke = readonly (readonly [number, number, number])[];

/** Below the rest of 200 ms that ends a stroke (`worker/features/segment/strokes.ts`). */
const PAUSE_MS = 180;

/** Cuts a recording's moves at pauses; keeps movements that go somewhere. */
export function strokesOf(events: readonly RecordingTuple[]): Stroke[] {
  const strokes: Stroke[] = [];
  let run: [number, number, number][] = [];
  const close = () => {
    const first = run[0];
    const last = run.at(-1);
    if (first && last && run.length >= 8 && Math.hypot(last[1] - first[1], last[2] - first[2]) > 30) {
      strokes.push(run.map(([t, x, y]) => [t - first[0], x - first[1], y - first[2]] as const));
    }
    run = [];
  };
  for (const [t, kind, x, y] of events) {
    if (kind !== 'move') {
      close();
      continue;
    }
    const previous = run.at(-1);
    if (previous && t - previous[0] > PAUSE_MS) close();
    run.push([t, Number(x), Number(y)]);
  }
  close();
  return strokes;
}

/**
 * The recorded stroke whose displacement is nearest to the one wanted, turned and scaled onto it. The nearest
 * one needs the least warping, so what is played stays what the person did.
 */
export function strokeTo(strokes: readonly Stroke[], [dx, dy]: readonly [number, number]): Stroke {
  let best: Stroke | undefined;
  let nearest = Number.POSITIVE_INFINITY;
  for (const stroke of strokes) {
    const end = stroke.at(-1);
    if (!end || used.get(stroke) === true) continue;
    const distance = Math.hypot(end[1] - dx, end[2] - dy);
    if (distance < nearest) {
      nearest = distance;
      best = stroke;
    }
  }
  const end = best?.at(-1);
  if (!best || !end) throw new Error('no stroke left to play');
  used.set(best, true);
  const length2 = end[1] ** 2 + end[2] ** 2;
  const cos = (dx * end[1] + dy * end[2]) / length2;
  const sin = (dy * end[1] - dx * end[2]) / length2;
  return best.map(([t, x, y]) => [t, cos * x - sin * y, sin * x + cos * y] as const);
}

/** A stroke is played once: a person does not repeat a movement to the pixel. */
const used = new WeakMap<Stroke, boolean>();
