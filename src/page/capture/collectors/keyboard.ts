import { FLAG, flag, KEY_CLASS, KIND } from '../../../wire/layout.ts';
import type { Access } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** What `KeyboardEvent.key` is for each class, in the order of `KEY_CLASSES`; what matches none is `other`. */
const CLASSES: readonly RegExp[] = [
  /^\p{L}$/u,
  /^\p{N}$/u,
  /^([^ ]|Dead)$/u,
  /^ $/,
  /^Enter$/,
  /^Tab$/,
  /^(Backspace|Delete|Insert)$/,
  /^(Shift|Control|Alt(Graph)?|Meta|CapsLock)$/,
  /^(Home|End|Page(Up|Down)|Arrow.*)$/,
];
/**
 * Symbols that need Shift on the key that carries them in the US layout. No common layout has one of these pairs without Shift, so
 * they hold everywhere; of other symbols nothing is claimed.
 */
const SHIFTED =
  ' Minus_ Equal+ BracketLeft{ BracketRight} Backslash| Semicolon: Quote" Backquote~ Comma< Period> Slash? ' +
  'Digit1! Digit2@ Digit3# Digit4$ Digit5% Digit6^ Digit7& Digit8* Digit9( Digit0) ';
/** Classes that say nothing of a text. */
const SILENT: readonly number[] = [KEY_CLASS.enter, KEY_CLASS.tab, KEY_CLASS.edit, KEY_CLASS.nav];
/** More distinct keys than any keyboard has; whatever comes after shares one number. */
const MAX_KEYS = 256;

/** The class of `KeyboardEvent.key`, as its index in `KEY_CLASSES`; what it says of the character is all that is kept of it. */
export function classOf(key: string): number {
  const code = key.charCodeAt(0);
  // What is typed most goes without the patterns: those of Unicode cost milliseconds and 100 KB to compile.
  if (key.length === 1 && code < 128) {
    if (code >= 48 && code <= 57) return KEY_CLASS.digit;
    if (code === 32) return KEY_CLASS.space;
    return (code | 32) >= 97 && (code | 32) <= 122 ? KEY_CLASS.letter : KEY_CLASS.symbol;
  }
  const found = CLASSES.findIndex((pattern) => pattern.test(key));
  return found < 0 ? KEY_CLASS.other : found;
}

/** Whether the character needed Shift; undefined where the layout decides. */
export function isShifted(event: KeyboardEvent): boolean | undefined {
  const { key, code } = event;
  if (classOf(key) === KEY_CLASS.letter) {
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

  const on = (kind: number) => (event: KeyboardEvent) => {
    const access = fields.access(event);
    const { key, code, timeStamp } = event;
    // Chromium's autofill dispatches key events that have no key.
    if (access === 'closed' || typeof key !== 'string') return;
    const latency = performance.now() - timeStamp;
    const keyClass = classOf(key);
    const open = access === 'open';
    const flags =
      trust(event) |
      flag(code !== '', FLAG.code) |
      flag(event.repeat, FLAG.repeat) |
      flag(event.isComposing || event.keyCode === 229, FLAG.composing) |
      (open ? flag(event.shiftKey, FLAG.shiftHeld) | flag(isShifted(event), FLAG.shifted) : 0);
    emit([
      kind,
      clock.at(timeStamp),
      open || SILENT.includes(keyClass) ? keyClass : KEY_CLASS.other,
      numberOf(code || key, access, kind === KIND.keyup),
      flags,
      latency,
    ]);
  };
  listen('keydown', on(KIND.keydown));
  listen('keyup', on(KIND.keyup));
};
