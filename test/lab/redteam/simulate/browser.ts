import {
  type BehaviourEvent,
  CHANNELS,
  type Environment,
  type KeyClass,
  type PointerStack,
} from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import type { Body } from '../body.ts';
import type { Keystroke, Point, Sample } from '../generators/hand.ts';
import { needsShift, physicalKey } from '../generators/strike.ts';
import { type Delivery, deliver } from './delivery.ts';
import type { Control, Layout } from './layout.ts';

/** What a visit left behind, as the SDK records it. */
export interface SimulatedVisit {
  readonly environment: Environment;
  readonly events: readonly BehaviourEvent[];
}

export interface Simulated {
  readonly body: Body;
  visit(): SimulatedVisit;
}

export interface SimulatedOptions {
  readonly layout: Layout;
  readonly delivery: Delivery;
  readonly random: Random;
}

const FRAME_MS = 1000 / 60;
/** Chromium glides to where the wheel sends it in about ten frames; shares of the way, as recorded. */
const GLIDE = [0.02, 0.06, 0.14, 0.26, 0.4, 0.55, 0.7, 0.82, 0.91, 0.97, 1] as const;
/** Moves whose delivery the SDK reads in full (`src/page/capture/collectors/pointer.ts`). */
const CLOSE_MOVES = 32;

const OPENS_AT_MS = 900;

/** The shop's checkout in Chromium, as far as the SDK sees it. Time passes only as it is told to. */
export function createSimulated({ layout, delivery, random }: SimulatedOptions): Simulated {
  const events: BehaviourEvent[] = [];
  const keyNumbers = new Map<string, number>();
  const order = [...layout.controls.keys()];
  let t = OPENS_AT_MS;
  let scrolled = 0;
  let at: Point = [0, 0];
  let close = CLOSE_MOVES;
  let focused: string | null = null;
  let shift = false;

  const controlOf = (id: string): Control => {
    const control = layout.controls.get(id);
    if (!control) throw new Error(`no #${id}`);
    return control;
  };
  const trusted = { trusted: true } as const;
  const delay = () => 0.5 + 3 * random.uniform() ** 3 + (random.chance(0.1) ? random.uniform(0, 9) : 0);

  function focus(id: string | null, when: number): void {
    if (id === focused) return;
    const leaving = focused === null ? null : controlOf(focused);
    if (leaving?.field)
      events.push({ kind: 'blur', t: when, field: leaving.field, fieldKind: leaving.kind, stack: trusted });
    const entering = id === null ? null : controlOf(id);
    if (entering?.field)
      events.push({
        kind: 'focus',
        t: when,
        field: entering.field,
        fieldKind: entering.kind,
        stack: trusted,
      });
    focused = id;
  }
  const under = ([x, y]: Point): string | null => {
    const hit = [...layout.controls].find(
      ([, box]) =>
        x >= box.x && x <= box.x + box.width && y + scrolled >= box.y && y + scrolled <= box.y + box.height,
    );
    return hit?.[0] ?? null;
  };

  async function move(samples: readonly Sample[]): Promise<void> {
    for (const { ms, x, y, stack } of deliver(samples, { delivery, random })) {
      const read: { stack?: PointerStack } = close > 0 && stack ? { stack } : {};
      if (close > 0 && stack) close -= 1;
      events.push({ kind: 'move', t: t + ms, x, y, ...read });
      at = [x, y];
    }
    t = Math.max(t + (samples.at(-1)?.[0] ?? 0), events.at(-1)?.t ?? 0);
  }

  async function press(holdMs: number): Promise<void> {
    const [x, y] = at;
    const id = under(at);
    const stack = { trusted: true, latency: delay(), width: 1, height: 1 };
    events.push({ kind: 'down', t, x, y, button: 0, stack: { ...stack, pressure: 0.5 } });
    focus(id, t + 2);
    t += Math.max(2.1, holdMs);
    events.push({ kind: 'up', t, x, y, button: 0, stack: { ...stack, latency: delay(), pressure: 0 } });
    const box = id === null ? null : controlOf(id);
    const [px, py] = [Math.floor(x), Math.floor(y)];
    const inside = box && {
      offsetX: px - box.x,
      offsetY: py + scrolled - box.y,
      width: box.width,
      height: box.height,
    };
    const nowhere = { offsetX: 0, offsetY: 0, width: layout.width, height: layout.height };
    events.push({
      kind: 'click',
      t,
      x: px,
      y: py,
      element: box?.tag ?? 'main',
      ...(inside ?? nowhere),
      stack: trusted,
    });
    if (id === 'agree')
      events.push({ kind: 'input', t: t + 0.2, field: 11, inputType: '', change: 0, stack: trusted });
  }

  function strike({ at: ms, key, down }: Keystroke, start: number): void {
    const when = start + ms;
    if (key === 'Shift') shift = down;
    const control = focused === null ? null : controlOf(focused);
    const isClosed = control !== null && control.field === null && control.tag === 'input';
    if (key === 'Tab' && down) focus(order[order.indexOf(focused ?? '') + 1] ?? null, when + 1);
    if (isClosed) return;
    const number = numberOf(key);
    const name = classOf(key);
    if (!down) {
      events.push({ kind: 'keyup', t: when, class: name, key: number, stack: trusted });
      return;
    }
    const shifted = { shifted: needsShift(key), shiftHeld: shift };
    const stack = {
      trusted: true,
      ...shifted,
      code: true,
      repeat: false,
      composing: false,
      latency: delay(),
    };
    events.push({ kind: 'keydown', t: when, class: name, key: number, stack });
    if (control?.tag !== 'input' || control.field === null || !/letter|digit|symbol|space|edit/.test(name))
      return;
    const change = name === 'edit' ? -1 : 1;
    const inputType = change < 0 ? 'deleteContentBackward' : 'insertText';
    const entered = { field: control.field, inputType, change, stack: { ...trusted, autofill: false } };
    events.push({ kind: 'input', t: when + delay(), ...entered });
  }
  const numberOf = (key: string): number => {
    const physical = physicalKey(key);
    const number = keyNumbers.get(physical) ?? keyNumbers.size;
    keyNumbers.set(physical, number);
    return number;
  };

  const body: Body = {
    width: layout.width,
    height: layout.height,
    async place(id) {
      const { x, y, width, height } = controlOf(id);
      return { x, y: y - scrolled, width, height };
    },
    move,
    press,
    async keys(strokes) {
      for (const stroke of strokes) strike(stroke, t);
      t += strokes.at(-1)?.at ?? 0;
    },
    async wheel(turns) {
      for (const { at: ms, deltaY } of turns) {
        events.push({ kind: 'wheel', t: t + ms, deltaX: 0, deltaY, stack: trusted });
        const goal = Math.min(layout.scrolls, Math.max(0, scrolled + deltaY));
        const from = scrolled;
        if (goal === from) continue;
        GLIDE.forEach((share, frame) => {
          const when = t + ms + 10 + FRAME_MS * frame + random.uniform(-3, 3);
          events.push({ kind: 'scroll', t: when, x: 0, y: Math.round(from + (goal - from) * share) });
        });
        scrolled = goal;
      }
      t += turns.at(-1)?.at ?? 0;
    },
    async wait(ms) {
      t += ms;
    },
  };

  return {
    body,
    visit: () => ({
      environment: {
        recorded: CHANNELS,
        pointer: 'mouse',
        viewport: [layout.width, layout.height],
        dpr: 1,
        clockGrainMs: 0.1,
        webdriver: delivery === 'protocol',
        rawUpdates: true,
        reducedMotion: false,
        touch: false,
      },
      events: [...events].sort((a, b) => a.t - b.t),
    }),
  };
}

function classOf(key: string): KeyClass {
  if (key === 'Tab') return 'tab';
  if (key === 'Shift') return 'modifier';
  if (key === 'Backspace') return 'edit';
  if (key === ' ') return 'space';
  if (/^[a-z]$/i.test(key)) return 'letter';
  return /^\d$/.test(key) ? 'digit' : 'symbol';
}
