import type { BehaviourEvent, MoveEvent } from '../../src/contract/event.ts';
import type { Random } from '../random.ts';
import { positionOf, type Run, redrawn } from './track.ts';

/**
 * Amplitude at the hand, mm: Elble (Brain 129, 2660–6, 2006; Tremor 2018) finds log₁₀ T[cm] = .5 · rating − 2
 * over 928 patients; ratings .5 to 2.5 of 4 (slight to moderate) are people who still use a mouse. Frequency,
 * Hz: 4–12, the band of Parkinson's and essential tremor.
 */
const RATING = [0.5, 2.5] as const;
const HERTZ = [4, 12] as const;
/**
 * Pointer px per mm of the hand: 3.8 px/mm of a 96 dpi screen times a usual gain of 2–6 (Casiez et al., HCI
 * 23, 2008).
 */
const PX_PER_MM = [7.6, 23] as const;
/** Cadence of the recorders, ms: a frame, give or take (FORMAT.md). */
const STEP_MS = 1000 / 60;
const SCATTER_MS = 2;
/** In rests up to this long, ms, the hand stays on the mouse and shakes it. */
const RESTING_MS = 1500;

/**
 * A hand that trembles: an oscillation of varying size and frequency is added to all movements of the
 * pointer.
 */
export function tremble(given: readonly BehaviourEvent[], random: Random): BehaviourEvent[] {
  const rating = random.uniform(...RATING);
  const amplitude = 10 * 10 ** (0.5 * rating - 2) * random.uniform(...PX_PER_MM) * 0.5;
  const hertz = random.uniform(...HERTZ);
  const wander = random.uniform(0.1, 0.5);
  const angle = random.uniform(0, Math.PI);
  const phases = [0, 1, 2, 3].map(() => random.uniform(0, 2 * Math.PI));
  const shaken = (t: number): readonly [number, number] => {
    const s = t / 1000;
    // Waxing and waning over seconds, as in every recording of tremor.
    const size = amplitude * (0.65 + 0.35 * Math.sin(2 * Math.PI * wander * s + (phases[0] ?? 0)));
    const phase = 2 * Math.PI * hertz * s + 1.5 * Math.sin(2 * Math.PI * wander * 1.7 * s + (phases[1] ?? 0));
    const along = size * Math.sin(phase + (phases[2] ?? 0));
    const across = 0.4 * size * Math.sin(phase + (phases[3] ?? 0));
    return [
      along * Math.cos(angle) - across * Math.sin(angle),
      along * Math.sin(angle) + across * Math.cos(angle),
    ];
  };
  const moved = <E extends BehaviourEvent & { readonly x: number; readonly y: number }>(event: E): E => {
    const [dx, dy] = shaken(event.t);
    return { ...event, x: Math.round(event.x + dx), y: Math.round(event.y + dy) };
  };
  const scattered = (event: MoveEvent): MoveEvent => ({
    ...event,
    t: event.t + random.uniform(-SCATTER_MS, SCATTER_MS),
  });
  const redraw = (run: Run): MoveEvent[] => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    const positionAt = positionOf(run);
    const samples: MoveEvent[] = [];
    for (let t = first.t; t <= last.t; t += STEP_MS) {
      const [x, y] = positionAt(t);
      samples.push(t === first.t ? first : scattered({ ...first, t, x, y }));
    }
    return samples;
  };
  const kept = redrawn(given, redraw);
  const events = kept.flatMap((event, index): BehaviourEvent[] => {
    if (event.kind === 'move') return [event, ...resting(event, kept[index + 1]).map(scattered)].map(moved);
    if (event.kind === 'down' || event.kind === 'up') return [moved(event)];
    return event.kind === 'click' ? [clicked(event, moved(event))] : [event];
  });
  return events.sort((a, b) => a.t - b.t);
}

/** Moves of a hand that rests on the mouse until the next event. */
function resting(from: MoveEvent, next: BehaviourEvent | undefined): MoveEvent[] {
  const until = Math.min(next?.t ?? from.t, from.t + RESTING_MS);
  const count = Math.max(0, Math.ceil((until - from.t) / STEP_MS) - 1);
  return Array.from({ length: count }, (_, index) => ({ ...from, t: from.t + (index + 1) * STEP_MS }));
}

/**
 * The offset in the element shakes with the pointer, and stays inside: a click elsewhere has another target.
 */
function clicked<E extends Extract<BehaviourEvent, { kind: 'click' }>>(before: E, after: E): E {
  const { offsetX, offsetY, width, height } = before;
  if (offsetX === null || offsetY === null || width === null || height === null) return after;
  const within = (value: number, size: number) => Math.max(0, Math.min(size, value));
  return {
    ...after,
    offsetX: within(offsetX + after.x - before.x, width),
    offsetY: within(offsetY + after.y - before.y, height),
  };
}
