import type { BehaviourEvent } from '../../src/contract/event.ts';
import type { Point, PointerFamily } from '../families/family.ts';
import type { Random } from '../random.ts';
import { createRecorder } from './recorder.ts';
import type { Stroke, Template } from './template.ts';

/** One finger contact of a person. */
export interface Contact {
  readonly stroke: Stroke;
  /** From the release before, ms. */
  readonly pause: number;
}

/** Contacts of a touch recording: from `down` to `up`. */
export function contactsOf(events: readonly BehaviourEvent[]): Contact[] {
  const contacts: Contact[] = [];
  let open: { t: number[]; x: number[]; y: number[] } | null = null;
  let released = events[0]?.t ?? 0;
  for (const event of events) {
    if (event.kind !== 'down' && event.kind !== 'move' && event.kind !== 'up') continue;
    if (event.kind === 'down' && open === null) open = { t: [], x: [], y: [] };
    if (open === null) continue;
    open.t.push(event.t);
    open.x.push(event.x);
    open.y.push(event.y);
    if (event.kind !== 'up') continue;
    contacts.push({ stroke: open, pause: Math.max(0, (open.t[0] ?? 0) - released) });
    released = event.t;
    open = null;
  }
  return contacts;
}

export interface TouchScript {
  readonly family: PointerFamily;
  readonly donor: () => Stroke;
  readonly limitMs: number;
  /** @see PointerFamily */
  readonly own: Random;
}

/**
 * Scripted fingers between a person's touch-down and lift points; taps stay where they were, with a script's
 * dwell.
 */
export function simulateTouch(
  contacts: readonly Contact[],
  {
    template,
    script,
    random,
  }: { readonly template: Template; readonly script: TouchScript; readonly random: Random },
): BehaviourEvent[] {
  const make = script.family.create(random, script.own);
  const recorder = createRecorder(template, [0, 0], random);
  const tapMs = random.logUniform(1, 150);
  const tapSpread = random.pick([0, 0, random.uniform(0, 0.4)]);
  const holdMs = script.family.copies ? 0 : random.pick([0, random.logUniform(2, 80)]);
  const corners = random.chance(0.5);
  for (const { stroke, pause } of contacts) {
    if (recorder.now() > script.limitMs) break;
    recorder.wait(pause);
    const legs = script.family.copies ? endsOf(stroke) : waypoints(stroke, corners);
    const start = legs[0] ?? [0, 0];
    recorder.jump(start);
    button(recorder, 'down');
    if (legs.length < 2) recorder.wait(tapMs * Math.exp(random.normal(0, tapSpread)));
    recorder.wait(holdMs);
    for (const to of legs.slice(1)) {
      const from = recorder.position();
      const distance = Math.hypot(to[0] - from[0], to[1] - from[1]);
      recorder.follow(make({ from, to, distance, human: stroke, donor: script.donor }));
    }
    recorder.wait(holdMs);
    button(recorder, 'up');
  }
  return recorder.events;
}

function button(recorder: ReturnType<typeof createRecorder>, kind: 'down' | 'up'): void {
  const [x, y] = recorder.position();
  recorder.put({ kind, t: Math.round(recorder.now()), x: Math.round(x), y: Math.round(y), button: 0 });
}

const endsOf = (stroke: Stroke): Point[] => [
  [stroke.x[0] ?? 0, stroke.y[0] ?? 0],
  [stroke.x.at(-1) ?? 0, stroke.y.at(-1) ?? 0],
];

/** Contact below this extent is a tap, px. */
const TAP_PX = 10;

/** Where a script would go: from end to end, or through the places where the person's path turned. */
function waypoints(stroke: Stroke, corners: boolean): Point[] {
  const last = stroke.x.length - 1;
  const at = (i: number): Point => [stroke.x[i] ?? 0, stroke.y[i] ?? 0];
  const span = Math.hypot(
    Math.max(...stroke.x) - Math.min(...stroke.x),
    Math.max(...stroke.y) - Math.min(...stroke.y),
  );
  if (span < TAP_PX) return [at(0)];
  if (!corners) return [at(0), at(last)];
  return [0, ...turningPoints(stroke, { low: 0, high: last, tolerance: span * 0.15 }), last].map(at);
}

/** Douglas–Peucker, inner points only. */
function turningPoints(
  stroke: Stroke,
  { low, high, tolerance }: { readonly low: number; readonly high: number; readonly tolerance: number },
): number[] {
  const [ax, ay] = [stroke.x[low] ?? 0, stroke.y[low] ?? 0];
  const [dx, dy] = [(stroke.x[high] ?? 0) - ax, (stroke.y[high] ?? 0) - ay];
  const length = Math.hypot(dx, dy) || 1;
  let [best, farthest] = [-1, tolerance];
  for (let i = low + 1; i < high; i += 1) {
    const off = Math.abs(dx * ((stroke.y[i] ?? 0) - ay) - dy * ((stroke.x[i] ?? 0) - ax)) / length;
    if (off > farthest) [best, farthest] = [i, off];
  }
  if (best < 0) return [];
  return [
    ...turningPoints(stroke, { low, high: best, tolerance }),
    best,
    ...turningPoints(stroke, { low: best, high, tolerance }),
  ];
}
