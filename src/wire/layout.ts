import type { KeyClass, Kind } from '../contract/event.ts';

/**
 * How a row of `rows.ts` is laid out, in numbers alone: the page's collectors write rows without knowing a single name.
 *
 *   0 head · 1 t · 2, 3 payload, by kind · 4 flags (NaN: no stack at all) · 5… by kind again: `COLUMN` has a pointer's
 *
 * A row is as long as it needs to be, and what it leaves out at its end is absent: a plain move is four numbers.
 */
export const STRIDE = 14;

/** A row's head is its kind and this many times its length. */
export const LENGTH = 32;

/** Columns of a pointer's row, to `flags` of every row. */
export const COLUMN = {
  head: 0,
  t: 1,
  x: 2,
  y: 3,
  flags: 4,
  latency: 5,
  pressure: 6,
  width: 7,
  height: 8,
  button: 9,
  coalesced: 10,
  raw: 11,
  dx: 12,
  dy: 13,
} as const;

/** Index in `KINDS`. */
export const KIND = {
  move: 0,
  down: 1,
  up: 2,
  click: 3,
  wheel: 4,
  scroll: 5,
  keydown: 6,
  keyup: 7,
  focus: 8,
  blur: 9,
  input: 10,
  paste: 11,
  copy: 12,
  cut: 13,
  hide: 14,
  show: 15,
  navigate: 16,
} as const satisfies Record<Kind, number>;

/** Index in `KEY_CLASSES`. */
export const KEY_CLASS = {
  letter: 0,
  digit: 1,
  symbol: 2,
  space: 3,
  enter: 4,
  tab: 5,
  edit: 6,
  modifier: 7,
  nav: 8,
  other: 9,
} as const satisfies Record<KeyClass, number>;

/** Places of the flags: two bits a boolean (1 = measured, 2 = true); at `pointer` 1 + the index of the pointer kind. */
export const FLAG = {
  trusted: 0,
  autofill: 2,
  composing: 4,
  shifted: 6,
  shiftHeld: 8,
  code: 10,
  repeat: 12,
  pointer: 14,
} as const;

/** The bits of one boolean; none where it was not measured. */
export const flag = (value: boolean | undefined, at: number): number =>
  value === undefined ? 0 : (value ? 3 : 1) << at;
