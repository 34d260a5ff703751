import {
  type BehaviourEvent,
  KEY_CLASSES,
  type KeyClass,
  type KINDS,
  type Kind,
  POINTER_KINDS,
} from '../contract/event.ts';
import type { NameNumber } from './name-number.ts';

/**
 * Events as rows of numbers, on their way from the page to the worker.
 *
 * A row is: head · t · the members of its kind · what its stack may have, in the order of `ROWS`. The head
 * says the kind and the row's length. NaN stands for what is absent, and so does every column beyond the
 * row's end: a plain move has four.
 */

/**
 * What a column holds. A list: one of its entries, by index. `name`: a string of `NAMES`, by its number. `?`:
 * may be null.
 */
export type Column = 'number' | 'number?' | 'boolean' | 'name' | 'name?' | readonly string[];
export type Columns = readonly (readonly [name: string, column: Column])[];

const POINT = [
  ['x', 'number'],
  ['y', 'number'],
] as const;
const BUTTON = [...POINT, ['button', 'number']] as const;
const KEY = [
  ['class', KEY_CLASSES],
  ['key', 'number'],
] as const;
const FOCUS = [
  ['field', 'number'],
  ['fieldKind', 'name?'],
] as const;
const CLIPBOARD = [
  ['field', 'number'],
  ['length', 'number'],
] as const;

const DOM_STACK = [
  ['trusted', 'boolean'],
  ['autofill', 'boolean'],
  ['composing', 'boolean'],
] as const;
const KEY_STACK = [
  ['trusted', 'boolean'],
  ['shifted', 'boolean'],
  ['shiftHeld', 'boolean'],
  ['code', 'boolean'],
  ['repeat', 'boolean'],
  ['composing', 'boolean'],
  ['latency', 'number'],
] as const;
const POINTER_STACK = [
  ['trusted', 'boolean'],
  ['pointer', POINTER_KINDS],
  ['latency', 'number'],
  ['pressure', 'number'],
  ['width', 'number'],
  ['height', 'number'],
  ['coalesced', 'number'],
  ['raw', 'number'],
  ['dx', 'number'],
  ['dy', 'number'],
] as const;

/**
 * The columns of every kind. `members` are also the entries of a recording's tuple, in the order of
 * `../shared/data/FORMAT.md`. The type refuses a member that the contract lacks or types differently.
 */
export const ROWS = {
  move: { members: POINT, stack: POINTER_STACK },
  down: { members: BUTTON, stack: POINTER_STACK },
  up: { members: BUTTON, stack: POINTER_STACK },
  click: {
    members: [
      ...POINT,
      ['element', 'name?'],
      ['offsetX', 'number?'],
      ['offsetY', 'number?'],
      ['width', 'number?'],
      ['height', 'number?'],
    ],
    stack: DOM_STACK,
  },
  wheel: {
    members: [
      ['deltaX', 'number'],
      ['deltaY', 'number'],
    ],
    stack: DOM_STACK,
  },
  scroll: { members: POINT, stack: [] },
  keydown: { members: KEY, stack: KEY_STACK },
  keyup: { members: KEY, stack: KEY_STACK },
  focus: { members: FOCUS, stack: DOM_STACK },
  blur: { members: FOCUS, stack: DOM_STACK },
  input: {
    members: [
      ['field', 'number'],
      ['inputType', 'name'],
      ['change', 'number'],
    ],
    stack: DOM_STACK,
  },
  paste: { members: CLIPBOARD, stack: DOM_STACK },
  copy: { members: CLIPBOARD, stack: DOM_STACK },
  cut: { members: CLIPBOARD, stack: DOM_STACK },
  hide: { members: [], stack: [] },
  show: { members: [], stack: [] },
  navigate: { members: [], stack: [] },
} as const satisfies { readonly [K in Kind]: Declared<EventOf<K>> };

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
} as const satisfies IndicesOf<typeof KINDS>;

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
} as const satisfies IndicesOf<typeof KEY_CLASSES>;
export type KeyClassNumber = (typeof KEY_CLASS)[KeyClass];

/** A row's head is its kind's number and this many times the row's length. */
export const LENGTH = 32;
/** Columns before the first member: head and t. */
export const START = 2;

/**
 * A row as a collector writes it, with the kind's number as its head. It may end early, within the stack. The
 * type checks the number of columns and what each holds; the collectors' `rows.test.ts` finds two numbers in
 * the wrong order.
 */
export type Row = { readonly [K in Kind]: RowOf<K> }[Kind];
type RowOf<K extends Kind> = readonly [
  kind: (typeof KIND)[K],
  t: number,
  ...CellsOf<(typeof ROWS)[K]['members']>,
  ...Optional<CellsOf<(typeof ROWS)[K]['stack']>>,
];
/** Columns that were not measured: undefined within the row, left out at its end. */
type Optional<Cells> = { -readonly [I in keyof Cells]?: Cells[I] | undefined };
type CellsOf<C extends Columns> = { -readonly [I in keyof C]: CellOf<C[I][1]> };
/** `Float64Array.set` turns true into 1, false into 0 and undefined into NaN. */
type CellOf<C> = C extends 'number'
  ? number
  : C extends 'number?'
    ? number | undefined
    : C extends 'boolean'
      ? boolean
      : C extends 'name'
        ? NameNumber
        : C extends 'name?'
          ? NameNumber | undefined
          : IndexIn<C>;

/** The event type of the contract that may be of kind K. */
type EventOf<K extends Kind, E = BehaviourEvent> = E extends { readonly kind: infer Kinds }
  ? K extends Kinds
    ? E
    : never
  : never;
type Declared<E> = {
  readonly members: ColumnsOf<Omit<E, 't' | 'kind' | 'stack'>>;
  readonly stack: ColumnsOf<E extends { readonly stack?: infer S } ? NonNullable<S> : object>;
};
/** Every member of T as a column of its own type, in any order. */
type ColumnsOf<T> = readonly { readonly [M in keyof T]-?: readonly [M, ColumnOf<T[M]>] }[keyof T][];
type ColumnOf<V> = null extends V ? `${SortOf<NonNullable<V>>}?` : SortOf<NonNullable<V>> | readonly string[];
type SortOf<V> = V extends number ? 'number' : V extends boolean ? 'boolean' : 'name';

type IndexIn<L> = L extends readonly unknown[] ? NumberOf<Exclude<keyof L, keyof []>> : never;
type NumberOf<S> = S extends `${infer N extends number}` ? N : never;
type IndicesOf<L extends readonly string[]> = {
  readonly [I in Exclude<keyof L, keyof []> as L[I] & string]: NumberOf<I>;
};
