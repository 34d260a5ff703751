import { KEY_CLASS, type KeyClassNumber } from '../../wire/rows.ts';

/** What `KeyboardEvent.key` is for each class; what matches none is `other`. */
const CLASSES: readonly (readonly [KeyClassNumber, RegExp])[] = [
  [KEY_CLASS.letter, /^\p{L}$/u],
  [KEY_CLASS.digit, /^\p{N}$/u],
  [KEY_CLASS.symbol, /^([^ ]|Dead)$/u],
  [KEY_CLASS.space, /^ $/],
  [KEY_CLASS.enter, /^Enter$/],
  [KEY_CLASS.tab, /^Tab$/],
  [KEY_CLASS.edit, /^(Backspace|Delete|Insert)$/],
  [KEY_CLASS.modifier, /^(Shift|Control|Alt(Graph)?|Meta|CapsLock)$/],
  [KEY_CLASS.nav, /^(Home|End|Page(Up|Down)|Arrow.*)$/],
];

/** The number of the class of `KeyboardEvent.key`: all that is kept of a character. */
export function classOf(key: string): KeyClassNumber {
  const code = key.charCodeAt(0);
  // ASCII, which is typed most, goes without the patterns: those of Unicode cost milliseconds and 100 KB to
  // compile.
  if (key.length === 1 && code < 128) {
    if (code >= 48 && code <= 57) return KEY_CLASS.digit;
    if (code === 32) return KEY_CLASS.space;
    return (code | 32) >= 97 && (code | 32) <= 122 ? KEY_CLASS.letter : KEY_CLASS.symbol;
  }
  return CLASSES.find(([, pattern]) => pattern.test(key))?.[0] ?? KEY_CLASS.other;
}

/**
 * Symbols that need Shift in the US layout. No common layout types one of these pairs without Shift. Other
 * symbols are undecided.
 */
const SHIFTED =
  ' Minus_ Equal+ BracketLeft{ BracketRight} Backslash| Semicolon: Quote" Backquote~ Comma< Period> Slash? ' +
  'Digit1! Digit2@ Digit3# Digit4$ Digit5% Digit6^ Digit7& Digit8* Digit9( Digit0) ';

/** Members of a press that were read already, because reading each is a call into the browser. */
export interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly class: KeyClassNumber;
  readonly shiftHeld: boolean;
}

/** Whether the character needed Shift; undefined where the layout decides. */
export function isShifted(event: KeyboardEvent, pressed: Pressed): boolean | undefined {
  const { key, code, shiftHeld } = pressed;
  if (pressed.class !== KEY_CLASS.letter) return SHIFTED.includes(` ${code}${key} `) || undefined;
  const upper = key.toUpperCase();
  if (upper === key.toLowerCase()) return undefined;
  const isUpper = key === upper;
  // Shift explains the case, so Caps Lock is off: with it the same keys would have given the other case.
  return isUpper === shiftHeld ? isUpper : isUpper !== event.getModifierState('CapsLock');
}
