import type { BehaviourEvent, KeyEvent } from '../../../src/contract/event.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createTally } from '../ring.ts';
import { isWriting } from '../segment/presses.ts';
import { createDelays } from '../trackers/delays.ts';

/** Text that a key writes appears within this, ms, even on a busy page. */
const INPUT_MS = 1000;
/** Controls in which keys write nothing. */
const UNTYPED = /^(checkbox|radio|select|button|submit|reset|range|file|color|date|time|month|week)/;

/** How key events were delivered (features.md G4, 77, 79, 80). */
export function createTyping({ presses }: Context): FeatureGroup<'typing'> {
  const untrusted = createTally();
  const shiftMissing = createTally();
  const codeMissing = createTally();
  const silent = createTally();
  const delays = createDelays();
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
    delays.push(stack.latency);
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
    read: () => ({
      untrusted_share: untrusted.read(),
      shift_missing_share: shiftMissing.read(),
      code_missing_share: codeMissing.read(),
      unpaired_share: { value: presses.unpaired / presses.closed, n: presses.closed },
      key_without_input_share: silent.read(),
      latency_spread: delays.read(),
    }),
  };
}
