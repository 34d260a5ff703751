import type { KeyClass, Kind } from '../contract/event.ts';

/**
 * How a row of `rows.ts` is laid out, in numbers alone: the page's collectors write rows without knowing a single name.
 *
 *   0 kind · 1 t · 2 flags (NaN: no stack at all) · 3… payload, by kind · 6–13 pointer stack
 */
export const STRIDE = 14;

/** Columns of a pointer's row. */
export const COLUMN = {
  kind: 0,
  t: 1,
  flags: 2,
  x: 3,
  y: 4,
  button: 5,
  coalesced: 6,
  raw: 7,
  dx: 8,
  dy: 9,
  latency: 10,
  pressure: 11,
  width: 12,
  height: 13,
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
