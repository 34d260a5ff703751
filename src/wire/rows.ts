import { type BehaviourEvent, KEY_CLASSES, KINDS, type Kind, POINTER_KINDS } from '../contract/event.ts';

/**
 * Events as rows of numbers, on their way from the page to the worker.
 *
 * A row is: head · t · one column for each member of its kind · one for each member of its stack, in the order of `ROWS`.
 * The head says the kind and the row's length. A row ends with its last known column: a plain move has four.
 */

/**
 * What a column holds. A list: one of its members, as an index. `name`: a string of `NAMES`, as its number.
 * `?`: may be null.
 */
export type Column = 'number' | 'number?' | 'boolean' | 'name' | 'name?' | readonly string[];
type Columns = Readonly<Record<string, Column>>;

const POINT = { x: 'number', y: 'number' } as const;
const BUTTON = { ...POINT, button: 'number' } as const;
const CLICK = {
  ...POINT,
  element: 'name?',
  offsetX: 'number?',
  offsetY: 'number?',
  width: 'number?',
  height: 'number?',
} as const;
const WHEEL = { deltaX: 'number', deltaY: 'number' } as const;
const KEY = { class: KEY_CLASSES, key: 'number' } as const;
const FOCUS = { field: 'number', fieldKind: 'name?' } as const;
const INPUT = { field: 'number', inputType: 'name', change: 'number' } as const;
const CLIPBOARD = { field: 'number', length: 'number' } as const;

const DOM_STACK = { trusted: 'boolean', autofill: 'boolean', composing: 'boolean' } as const;
const KEY_STACK = {
  trusted: 'boolean',
  shifted: 'boolean',
  shiftHeld: 'boolean',
  code: 'boolean',
  repeat: 'boolean',
  composing: 'boolean',
  latency: 'number',
} as const;
const POINTER_STACK = {
  trusted: 'boolean',
  pointer: POINTER_KINDS,
  latency: 'number',
  pressure: 'number',
  width: 'number',
  height: 'number',
  coalesced: 'number',
  raw: 'number',
  dx: 'number',
  dy: 'number',
} as const;

/**
 * The columns of every kind. `members` are also the entries of a recording's tuple, in the order of
 * `../shared/data/FORMAT.md`. The type checks that no member of the contract is missing or of another sort.
 */
export const ROWS = {
  move: { members: POINT, stack: POINTER_STACK },
  down: { members: BUTTON, stack: POINTER_STACK },
  up: { members: BUTTON, stack: POINTER_STACK },
  click: { members: CLICK, stack: DOM_STACK },
  wheel: { members: WHEEL, stack: DOM_STACK },
  scroll: { members: POINT, stack: {} },
  keydown: { members: KEY, stack: KEY_STACK },
  keyup: { members: KEY, stack: KEY_STACK },
  focus: { members: FOCUS, stack: DOM_STACK },
  blur: { members: FOCUS, stack: DOM_STACK },
  input: { members: INPUT, stack: DOM_STACK },
  paste: { members: CLIPBOARD, stack: DOM_STACK },
  copy: { members: CLIPBOARD, stack: DOM_STACK },
  cut: { members: CLIPBOARD, stack: DOM_STACK },
  hide: { members: {}, stack: {} },
  show: { members: {}, stack: {} },
  navigate: { members: {}, stack: {} },
} as const satisfies { readonly [K in Kind]: RowOf<EventOf<K>> };

/** The event type of the contract that may be of kind K. */
type EventOf<K extends Kind, E = BehaviourEvent> = E extends { readonly kind: infer Kinds }
  ? K extends Kinds
    ? E
    : never
  : never;
type StackOf<E> = E extends { readonly stack?: infer Stack } ? Stack : object;
type RowOf<E> = {
  readonly members: ColumnsOf<Omit<E, 't' | 'kind' | 'stack'>>;
  readonly stack: ColumnsOf<NonNullable<StackOf<E>>>;
};
type ColumnsOf<T> = { readonly [M in keyof T]-?: ColumnOf<NonNullable<T[M]>, null extends T[M] ? '?' : ''> };
type ColumnOf<V, Null extends string> = V extends number
  ? `number${Null}`
  : V extends boolean
    ? 'boolean'
    : string extends V
      ? `name${Null}`
      : readonly string[];

/** The same as lists, in the order of `KINDS`: the index of a kind is its number in a row's head. */
export const LISTS = KINDS.map((kind) => {
  const { members, stack }: { readonly members: Columns; readonly stack: Columns } = ROWS[kind];
  return { kind, members: Object.entries(members), stack: Object.entries(stack) };
});

/** A row's head is the number of its kind and this many times its length. */
export const LENGTH = 32;
/** Columns before the first member. */
export const START = 2;
/** The longest row, numbers. */
export const STRIDE = Math.max(...LISTS.map(({ members, stack }) => START + members.length + stack.length));

/** The first number of a row of that kind and length. */
export const rowHead = (kind: Kind, length: number): number => KINDS.indexOf(kind) + LENGTH * length;
