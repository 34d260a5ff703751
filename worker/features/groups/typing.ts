import type { BehaviourEvent, KeyEvent } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { isWriting } from '../segment/presses.ts';
import { quartileRange } from '../stats.ts';

/** Text that a key writes appears within this, ms, even on a busy page. */
const INPUT_MS = 1000;
/** Controls in which keys write nothing. */
const UNTYPED = /^(checkbox|radio|select|button|submit|reset|range|file|color|date|time|month|week)/;
const KEPT_LATENCIES = 128;

/** How key events were delivered (features.md G4, 77, 79, 80). */
export function createTyping({ environment, presses }: Context): FeatureGroup<'typing'> {
  const untrusted = createTally();
  const shiftMissing = createTally();
  const codeMissing = createTally();
  const silent = createTally();
  const latencies = createRing<number>(KEPT_LATENCIES);
  let focused = false;
  /** Modifiers down: with one of them, and not Shift, a key writes nothing. */
  let modifiers = 0;
  /** Time of a press that has not yet written. */
  let waiting = Number.NaN;

  const settle = () => {
    if (!Number.isNaN(waiting)) silent.add(true);
    waiting = Number.NaN;
  };
  const down = (event: KeyEvent) => {
    const stack = event.stack ?? {};
    if (event.class === 'modifier') modifiers = Math.min(8, modifiers + (stack.repeat ? 0 : 1));
    if (Number.isFinite(stack.latency)) latencies.push(Math.max(0, stack.latency ?? 0));
    if (stack.repeat) return;
    if (stack.shifted === true && stack.shiftHeld !== undefined) shiftMissing.add(!stack.shiftHeld);
    if (stack.code !== undefined && stack.composing !== true) codeMissing.add(!stack.code);
    if (!isWriting(event)) return;
    settle();
    if (focused && stack.composing !== true && (modifiers === 0 || stack.shiftHeld === true))
      waiting = event.t;
  };

  return {
    push(event: BehaviourEvent) {
      if (event.kind === 'focus') {
        focused = !UNTYPED.test(event.fieldKind ?? '');
        waiting = Number.NaN;
      } else if (event.kind === 'blur' || event.kind === 'hide') {
        focused = false;
        modifiers = 0;
        settle();
      } else if (event.kind === 'input') {
        if (event.t - waiting <= INPUT_MS) silent.add(false);
        waiting = Number.NaN;
      } else if (event.kind === 'keydown' || event.kind === 'keyup') {
        if (event.stack?.trusted !== undefined) untrusted.add(!event.stack.trusted);
        if (event.kind === 'keydown') down(event);
        else if (event.class === 'modifier') modifiers = Math.max(0, modifiers - 1);
      }
    },
    read() {
      const env = environment();
      const keys = records(env, 'key');
      const stack = keys && records(env, 'stack');
      const delays = latencies.values();
      return {
        untrusted_share: reading(untrusted.share, untrusted.n, 1, stack),
        shift_missing_share: reading(shiftMissing.share, shiftMissing.n, 2, stack && env.pointer !== 'touch'),
        code_missing_share: reading(codeMissing.share, codeMissing.n, 3, stack && env.pointer !== 'touch'),
        unpaired_share: reading(presses.unpaired / presses.closed, presses.closed, 8, keys),
        key_without_input_share: reading(silent.share, silent.n, 5, keys && records(env, 'input', 'focus')),
        latency_spread: reading(quartileRange(delays), delays.length, 10, stack && isClockFine(env)),
      };
    },
  };
}
