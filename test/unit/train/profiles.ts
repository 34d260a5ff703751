import type { BehaviourEvent, Environment, KeyClass } from '../../../src/contract/event.ts';
import { createRandom } from '../../../train/random.ts';
import { BROWSER } from '../worker/features/visits.ts';

/** A visit acted out: what happens, in front of a browser that records everything. */
export interface Visit {
  readonly events: BehaviourEvent[];
  readonly environment: Environment;
}

export const desktop: Environment = { ...BROWSER, touch: false };

/** Writes a visit down step by step. */
export function createActor(name: string) {
  const random = createRandom('profile', name);
  const events: BehaviourEvent[] = [];
  let t = 0;
  let here: [number, number] = [640, 360];
  const put = (event: BehaviourEvent) => events.push(event);
  return {
    random,
    events,
    wait(ms: number) {
      t += ms;
    },
    focus: (field: number, fieldKind: string, trusted = true) =>
      put({ kind: 'focus', t, field, fieldKind, stack: { trusted } }),
    insert: (
      field: number,
      change: number,
      stack: { trusted?: boolean; autofill?: boolean; composing?: boolean } = {},
      inputType = 'insertText',
    ) => put({ kind: 'input', t, field, inputType, change, stack: { trusted: true, ...stack } }),
    /** A key and what it writes. */
    key(
      field: number | null,
      press: {
        class?: KeyClass;
        key: number;
        dwell: number;
        shifted?: boolean;
        shiftHeld?: boolean;
        trusted?: boolean;
      },
    ) {
      const {
        class: group = 'letter',
        key,
        dwell,
        shifted = false,
        shiftHeld = shifted,
        trusted = true,
      } = press;
      const stack = {
        trusted,
        shifted,
        shiftHeld,
        code: true,
        repeat: false,
        latency: 1 + random.uniform(0, 2),
      };
      put({ kind: 'keydown', t, class: group, key, stack });
      if (field !== null)
        put({ kind: 'input', t: t + 0.5, field, inputType: 'insertText', change: 1, stack: { trusted } });
      put({ kind: 'keyup', t: t + dwell, class: group, key, stack: { trusted } });
    },
    /** Moves in one step, as a driver does. */
    step(to: [number, number]) {
      put({
        kind: 'move',
        t,
        x: to[0],
        y: to[1],
        stack: { trusted: true, coalesced: 1, raw: 2, latency: 1 },
      });
      here = to;
    },
    at(ms: number) {
      t = ms;
    },
    press(options: {
      dwell: number;
      pressure?: number;
      trusted?: boolean;
      offset?: [number, number];
      button?: boolean;
    }) {
      const { dwell, pressure = 0.5, trusted = true, offset = [0, 0], button = true } = options;
      const [x, y] = here;
      const stack = { trusted, pressure, latency: random.uniform(1, 9) };
      if (button) put({ kind: 'down', t, x, y, button: 0, stack });
      t += dwell;
      if (button) put({ kind: 'up', t, x, y, button: 0, stack: { ...stack, pressure: 0 } });
      put({
        kind: 'click',
        t,
        x,
        y,
        element: 'input',
        offsetX: 120 + offset[0],
        offsetY: 20 + offset[1],
        width: 240,
        height: 40,
        stack: { trusted },
      });
    },
    done: (environment: Partial<Environment> = {}): Visit => ({
      events: [...events].sort((a, b) => a.t - b.t),
      environment: { ...desktop, ...environment },
    }),
  };
}
