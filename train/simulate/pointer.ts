import type { BehaviourEvent, ButtonEvent } from '../../src/contract/event.ts';
import { type Clicker, createClicker } from '../families/click/click.ts';
import type { Point, PointerFamily } from '../families/family.ts';
import type { Scroller } from '../families/scroll/scroll.ts';
import type { Random } from '../random.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import type { Step, Stroke, Template } from './template.ts';

export interface PointerScript {
  readonly family: PointerFamily;
  /** Scripted clicks; without, the person's own timing of buttons stays. */
  readonly clicks: boolean;
  /** Scripted scrolling; without, the template's scroll events stay. */
  readonly scroller: Scroller | null;
  /** A movement of another person. */
  readonly donor: () => Stroke;
  /** Stop after this much session time, ms. */
  readonly limitMs: number;
  /** @see PointerFamily */
  readonly own: Random;
}

/** A script doing a person's task in front of the same recorder. */
export function simulatePointer(template: Template, script: PointerScript, random: Random): BehaviourEvent[] {
  const make = script.family.create(random, script.own);
  const clicker = createClicker(random);
  const pause = script.family.copies ? (human: number) => human : pauseLaw(random);
  const steps = taskOf(template, script.family, random);
  const recorder = createRecorder(template, startOf(steps), random);
  let scrolled = 0;

  let pressed: Press | null = null;

  for (const [index, step] of steps.entries()) {
    if (recorder.now() > script.limitMs) break;
    if (step.kind === 'stroke') {
      if (step.aimed) pressed = null;
      recorder.wait(pause(step.pause));
      const from = recorder.position();
      const to = endOf(step.stroke);
      const distance = Math.hypot(to[0] - from[0], to[1] - from[1]);
      if (distance < 2 && !script.family.copies) continue;
      if (script.family.teleports) recorder.jump(to);
      else recorder.follow(make({ from, to, distance, human: step.stroke, donor: script.donor }));
      continue;
    }
    const { event } = step;
    if (event.kind === 'scroll' && script.scroller !== null) {
      if (index < scrolled) continue;
      const run = scrollRun(steps, index);
      scrolled = run.next;
      playScroll(recorder, script.scroller(run.distance), { x: event.x, y: run.from });
    } else {
      const press = act(recorder, step, { clicker: script.clicks ? clicker : null, pressed, random });
      pressed = event.kind === 'down' ? press : null;
    }
  }
  return recorder.events;
}

type Act = Extract<Step, { kind: 'act' }>;

/** A button event: when and where the script did it, and the person. */
interface Press {
  readonly t: number;
  readonly at: Point;
  readonly human: BehaviourEvent;
}

interface Manner {
  /** How the script clicks; null leaves the person's clicks. */
  readonly clicker: Clicker | null;
  /** The button that is down, when nothing was aimed at since. */
  readonly pressed: Press | null;
  readonly random: Random;
}

/** A button, click or scroll event of the template, here and now. */
function act(recorder: Recorder, { event, pause }: Act, manner: Manner): Press {
  const { clicker, pressed } = manner;
  const scripted =
    clicker !== null && (event.kind === 'up' || event.kind === 'down' || event.kind === 'click');
  const gap = event.kind === 'up' ? clicker?.dwell() : clicker?.gap();
  // A label's click reaches its input in the same instant; that is the browser's doing, not the script's.
  const rest = scripted && pause > 3 ? (gap ?? pause) : pause;
  const held = event.kind === 'up' && !scripted && pressed !== null;
  recorder.wait(held ? pressed.t + (event.t - pressed.human.t) - recorder.now() : rest);
  const press = { t: recorder.now(), at: recorder.position(), human: event };
  const t = Math.round(press.t);
  const [x, y] = press.at.map(Math.round) as [number, number];
  if (event.kind === 'up') {
    const at = release([x, y], event, manner);
    recorder.put({ ...event, t, x: Math.round(at[0]), y: Math.round(at[1]) });
  } else if (event.kind === 'down') recorder.put({ ...event, t, x, y });
  else if (event.kind === 'click') recorder.put({ ...event, t, x, y, ...aim(event, clicker) });
  else recorder.put({ ...event, t });
  return press;
}

/** Farther apart, px, press and release are the ends of a drag. */
const DRAG_PX = 10;

/** A hand gives way while it presses: the person's own drift, or what the script draws. */
function release(here: Point, event: ButtonEvent, { clicker, pressed, random }: Manner): Point {
  if (pressed === null || pressed.human.kind !== 'down') return here;
  const [x, y] = pressed.at;
  if (clicker !== null) {
    const [drift, angle] = [clicker.drift(), random.uniform(0, 2 * Math.PI)];
    return [x + drift * Math.cos(angle), y + drift * Math.sin(angle)];
  }
  const [dx, dy] = [event.x - pressed.human.x, event.y - pressed.human.y];
  return Math.hypot(dx, dy) > DRAG_PX ? here : [x + dx, y + dy];
}

/** Where inside the target the script hits. */
function aim(event: Extract<BehaviourEvent, { kind: 'click' }>, clicker: Clicker | null): object {
  const { width, height } = event;
  if (clicker === null || width === null || height === null || width === 0 || height === 0) return {};
  const [across, down] = clicker.offset();
  return { offsetX: Math.round(width * (0.5 + across)), offsetY: Math.round(height * (0.5 + down)) };
}

/**
 * A person's strokes all, or only those that lead to a press: scripts rarely wander. A copy leaves nothing
 * out.
 */
function taskOf(template: Template, family: PointerFamily, random: Random): readonly Step[] {
  if (family.copies) return template.steps;
  const keep = random.chance(0.5) ? 1 : random.uniform(0, 0.4);
  return template.steps.filter((step, index) => {
    if (step.kind !== 'stroke') return true;
    if (!step.aimed) return false;
    const next = template.steps[index + 1];
    const leads = next?.kind === 'act' && next.event.kind !== 'scroll';
    return leads || random.chance(keep);
  });
}

/** Rests between movements: the person's, or a script's fixed, uniform or lognormal ones, ms. */
function pauseLaw(random: Random): (human: number) => number {
  const kind = random.pick(['person', 'person', 'fixed', 'uniform', 'lognormal'] as const);
  const base = random.logUniform(180, 2500);
  return (human) => {
    if (kind === 'person') return Math.max(human, 155);
    if (kind === 'fixed') return base;
    if (kind === 'uniform') return Math.max(155, random.uniform(base / 2, base * 1.5));
    return Math.max(155, random.logNormal(base, 0.6));
  };
}

const startOf = (steps: readonly Step[]): Point => {
  const first = steps.find((step) => step.kind === 'stroke');
  return first?.kind === 'stroke' ? [first.stroke.x[0] ?? 0, first.stroke.y[0] ?? 0] : [0, 0];
};

const endOf = (stroke: Stroke): Point => [stroke.x.at(-1) ?? 0, stroke.y.at(-1) ?? 0];

/** The template's scrolling from `index` until it rests for half a second or something else happens. */
function scrollRun(steps: readonly Step[], index: number): { from: number; distance: number; next: number } {
  const offset = (step: Step | undefined): number | null =>
    step?.kind === 'act' && step.event.kind === 'scroll' ? step.event.y : null;
  const from = offset(steps[index]) ?? 0;
  let next = index + 1;
  while (offset(steps[next]) !== null && (steps[next]?.pause ?? 0) < 500) next += 1;
  return { from, distance: (offset(steps[next - 1]) ?? from) - from, next };
}

function playScroll(
  recorder: Recorder,
  plan: readonly { readonly t: number; readonly y: number }[],
  { x, y }: { readonly x: number; readonly y: number },
): void {
  const begin = recorder.now();
  for (const step of plan) {
    recorder.wait(begin + step.t - recorder.now());
    recorder.put({
      kind: 'scroll',
      t: Math.round(recorder.now()),
      x,
      y: Math.max(0, Math.round(y + step.y)),
    });
  }
}
