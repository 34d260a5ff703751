import type { KeyClass } from '../../contract/event.ts';
import type { Access } from '../fields.ts';
import type { Collector } from './context.ts';

const NAMED: Readonly<Record<string, KeyClass>> = {
  ' ': 'space',
  Enter: 'enter',
  Tab: 'tab',
  Backspace: 'edit',
  Delete: 'edit',
  Insert: 'edit',
  Shift: 'modifier',
  Control: 'modifier',
  Alt: 'modifier',
  AltGraph: 'modifier',
  Meta: 'modifier',
  CapsLock: 'modifier',
  Home: 'nav',
  End: 'nav',
  PageUp: 'nav',
  PageDown: 'nav',
  Dead: 'symbol',
};
/**
 * Symbols that need Shift on the key that carries them in the US layout. No common layout has one of these pairs without Shift, so
 * they hold everywhere; of other symbols nothing is claimed.
 */
const SHIFTED: Readonly<Record<string, string>> = {
  Minus: '_',
  Equal: '+',
  BracketLeft: '{',
  BracketRight: '}',
  Backslash: '|',
  Semicolon: ':',
  Quote: '"',
  Backquote: '~',
  Comma: '<',
  Period: '>',
  Slash: '?',
};
const SHIFTED_DIGITS = ')!@#$%^&*(';
/** More distinct keys than any keyboard has; whatever comes after shares one number. */
const MAX_KEYS = 256;

/** The class of `KeyboardEvent.key`; what it says of the character is all that is kept of it. */
export function classOf(key: string): KeyClass {
  if (Object.hasOwn(NAMED, key)) return NAMED[key] ?? 'other';
  if (key.startsWith('Arrow')) return 'nav';
  if (/^\p{L}$/u.test(key)) return 'letter';
  if (/^\p{N}$/u.test(key)) return 'digit';
  return /^.$/u.test(key) ? 'symbol' : 'other';
}

/** Whether the character needed Shift; undefined where the layout decides. */
export function isShifted(event: KeyboardEvent): boolean | undefined {
  const { key, code } = event;
  if (classOf(key) === 'letter') {
    const upper = key.toUpperCase();
    if (upper === key.toLowerCase()) return undefined;
    return (key === upper) !== event.getModifierState('CapsLock');
  }
  const symbol = code.startsWith('Digit') ? SHIFTED_DIGITS[Number(code.slice(5))] : SHIFTED[code];
  return symbol === key || undefined;
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
    // Chromium's autofill dispatches key events that have no key.
    if (access === 'closed' || typeof event.key !== 'string') return;
    const latency = performance.now() - event.timeStamp;
    const name = event.code || event.key;
    const keyClass = classOf(event.key);
    const open = access === 'open';
    const shifted = open ? isShifted(event) : undefined;
    emit({
      t: clock.at(event.timeStamp),
      kind,
      class: open || /^(enter|tab|edit|nav)$/.test(keyClass) ? keyClass : 'other',
      key: numberOf(name, access, kind === 'keyup'),
      stack: {
        trusted: event.isTrusted,
        code: event.code !== '',
        repeat: event.repeat,
        composing: event.isComposing || event.keyCode === 229,
        latency,
        ...(open && { shiftHeld: event.shiftKey }),
        ...(shifted !== undefined && { shifted }),
      },
    });
  };
  listen('keydown', on('keydown'));
  listen('keyup', on('keyup'));
};
