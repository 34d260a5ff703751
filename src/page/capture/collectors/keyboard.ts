import type { KeyClass } from '../../../contract/event.ts';
import type { Access } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** What `KeyboardEvent.key` is for each class; what matches none is `other`. */
const CLASSES: readonly (readonly [KeyClass, RegExp])[] = [
  ['letter', /^\p{L}$/u],
  ['digit', /^\p{N}$/u],
  ['symbol', /^([^ ]|Dead)$/u],
  ['space', /^ $/],
  ['enter', /^Enter$/],
  ['tab', /^Tab$/],
  ['edit', /^(Backspace|Delete|Insert)$/],
  ['modifier', /^(Shift|Control|Alt(Graph)?|Meta|CapsLock)$/],
  ['nav', /^(Home|End|Page(Up|Down)|Arrow.*)$/],
];
/**
 * Symbols that need Shift on the key that carries them in the US layout. No common layout has one of these pairs without Shift, so
 * they hold everywhere; of other symbols nothing is claimed.
 */
const SHIFTED =
  ' Minus_ Equal+ BracketLeft{ BracketRight} Backslash| Semicolon: Quote" Backquote~ Comma< Period> Slash? ' +
  'Digit1! Digit2@ Digit3# Digit4$ Digit5% Digit6^ Digit7& Digit8* Digit9( Digit0) ';
/** Classes that say nothing of a text. */
const SILENT: readonly KeyClass[] = ['enter', 'tab', 'edit', 'nav'];
/** More distinct keys than any keyboard has; whatever comes after shares one number. */
const MAX_KEYS = 256;

/** The class of `KeyboardEvent.key`: all that is kept of a character. */
export function classOf(key: string): KeyClass {
  const code = key.charCodeAt(0);
  // What is typed most goes without the patterns: those of Unicode cost milliseconds and 100 KB to compile.
  if (key.length === 1 && code < 128) {
    if (code >= 48 && code <= 57) return 'digit';
    if (code === 32) return 'space';
    return (code | 32) >= 97 && (code | 32) <= 122 ? 'letter' : 'symbol';
  }
  return CLASSES.find(([, pattern]) => pattern.test(key))?.[0] ?? 'other';
}

/** Whether the character needed Shift; undefined where the layout decides. */
export function isShifted(event: KeyboardEvent): boolean | undefined {
  const { key, code } = event;
  if (classOf(key) === 'letter') {
    const upper = key.toUpperCase();
    if (upper === key.toLowerCase()) return undefined;
    return (key === upper) !== event.getModifierState('CapsLock');
  }
  return SHIFTED.includes(` ${code}${key} `) || undefined;
}

/** Typing: when, which class, which opaque key. */
export const keyboard: Collector = (emit, { clock, fields, listen }) => {
  const numbers = new Map<string, number>();
  // In a field that gives timing only, a press borrows the lowest free number: it pairs with its release and repeats nothing.
  const borrowed = new Map<string, number>();

  const numberOf = (name: string, access: Access, released: boolean): number => {
    let number = borrowed.get(name);
    if (number !== undefined) {
      if (released) borrowed.delete(name);
      return number;
    }
    if (access === 'timing') {
      const taken = new Set(borrowed.values());
      number = MAX_KEYS + 1;
      while (taken.has(number)) number++;
      if (!released && taken.size < MAX_KEYS) borrowed.set(name, number);
      return number;
    }
    number = numbers.get(name) ?? Math.min(numbers.size, MAX_KEYS);
    if (number < MAX_KEYS) numbers.set(name, number);
    return number;
  };

  const on = (kind: 'keydown' | 'keyup') => (event: KeyboardEvent) => {
    const access = fields.access(event);
    const { key, code, timeStamp } = event;
    // Chromium's autofill dispatches key events that have no key.
    if (access === 'closed' || typeof key !== 'string') return;
    const latency = performance.now() - timeStamp;
    const open = access === 'open';
    const keyClass = classOf(key);
    emit({
      kind,
      t: clock.at(timeStamp),
      class: open || SILENT.includes(keyClass) ? keyClass : 'other',
      key: numberOf(code || key, access, kind === 'keyup'),
      stack: {
        ...trust(event),
        shifted: open ? isShifted(event) : undefined,
        shiftHeld: open ? event.shiftKey : undefined,
        code: code !== '',
        repeat: event.repeat,
        composing: event.isComposing || event.keyCode === 229,
        latency,
      },
    });
  };
  listen('keydown', on('keydown'));
  listen('keyup', on('keyup'));
};
