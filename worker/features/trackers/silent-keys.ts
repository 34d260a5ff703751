import type { KeyEvent } from '../../../src/contract/event.ts';
import type { Statistic, Tracker } from '../group.ts';
import { createTally } from '../ring.ts';
import { isWriting } from '../segment/presses.ts';
import { createModifiers } from './modifiers.ts';

/** Text that a key writes appears within this, ms. Chosen: a page that is busy for longer is unusable. */
const INPUT_MS = 1000;
/** Controls in which keys write nothing: input types of the HTML standard. */
const UNTYPED = /^(checkbox|radio|select|button|submit|reset|range|file|color|date|time|month|week)/;

/** Share of the keys pressed in a text field that wrote nothing. */
export function createSilentKeys(): Tracker<Statistic> {
  const silent = createTally();
  const modifiers = createModifiers();
  let focused = false;
  /** Time of a press that has not yet written. */
  let waiting = Number.NaN;

  const settle = () => {
    if (!Number.isNaN(waiting)) silent.add(true);
    waiting = Number.NaN;
  };
  const down = ({ t, stack = {} }: KeyEvent) => {
    settle();
    // With a modifier down, and not Shift, a key writes nothing.
    const writes = modifiers.read() === 0 || stack.shiftHeld === true;
    if (focused && writes && stack.composing !== true) waiting = t;
  };

  return {
    push(event) {
      switch (event.kind) {
        case 'focus':
          focused = !UNTYPED.test(event.fieldKind ?? '');
          waiting = Number.NaN;
          return;
        case 'blur':
        case 'hide':
          focused = false;
          modifiers.clear();
          return settle();
        case 'input':
          if (event.t - waiting <= INPUT_MS) silent.add(false);
          waiting = Number.NaN;
          return;
        case 'keydown':
        case 'keyup':
          modifiers.push(event);
          if (event.kind === 'keydown' && !event.stack?.repeat && isWriting(event)) down(event);
          return;
        default:
      }
    },
    read: () => silent.read(),
  };
}
