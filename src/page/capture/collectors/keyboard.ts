import { KEY_CLASS, KIND } from '../../../wire/rows.ts';
import { classOf, isShifted } from '../key-class.ts';
import { createKeyNumbers } from '../key-numbers.ts';
import type { Collector } from './context.ts';

/** Classes that say nothing of a text. */
const SILENT: readonly number[] = [KEY_CLASS.enter, KEY_CLASS.tab, KEY_CLASS.edit, KEY_CLASS.nav];

/**
 * The latency is measured for the first 32 presses and then for every fourth. The features need 10 of them
 * (`contract/features`), and reading the clock is an eighth of the cost of a press (traced in Chromium, 54
 * against 62 µs).
 */
const CLOSE_PRESSES = 32;
const STEP = 4;

/** Typing: when, which class, which opaque key. */
export const keyboard: Collector = (emit, { clock, fields, listen }) => {
  const numbers = createKeyNumbers();
  let presses = 0;

  listen('keydown', (event) => {
    const access = fields.access(event);
    const { key, code, timeStamp } = event;
    // Chromium's autofill dispatches key events that have no key.
    if (access === 'closed' || typeof key !== 'string') return;
    const isClose = presses < CLOSE_PRESSES || presses % STEP === 0;
    presses++;
    const open = access === 'open';
    const found = classOf(key);
    const shiftHeld = open ? event.shiftKey : undefined;
    emit([
      KIND.keydown,
      clock.at(timeStamp),
      open || SILENT.includes(found) ? found : KEY_CLASS.other,
      numbers.press(code || key, !open),
      event.isTrusted,
      shiftHeld === undefined ? undefined : isShifted(event, { key, code, class: found, shiftHeld }),
      shiftHeld,
      code !== '',
      event.repeat,
      // 229 is the key code of a press that an input method handles (UI Events, 7.3.2).
      event.isComposing || event.keyCode === 229,
      isClose ? performance.now() - timeStamp : undefined,
    ]);
  });

  // A release only serves to pair it with its press. Its other members are not read, because each is a call
  // into the browser.
  listen('keyup', (event) => {
    const access = fields.access(event);
    const { key, code } = event;
    if (access === 'closed' || typeof key !== 'string') return;
    const open = access === 'open';
    const found = classOf(key);
    emit([
      KIND.keyup,
      clock.at(event.timeStamp),
      open || SILENT.includes(found) ? found : KEY_CLASS.other,
      numbers.release(code || key, !open),
      event.isTrusted,
    ]);
  });
};
