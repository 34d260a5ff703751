import type { BehaviourEvent } from '../contract/event.ts';
import { KINDS } from '../contract/event.ts';
import { type Column, LENGTH, LISTS, START, STRIDE } from './rows.ts';

/** An event to be written. A stack member that was not measured may be undefined or NaN. */
export type Encodable<E = BehaviourEvent> = E extends { readonly stack?: infer Stack }
  ? Omit<E, 'stack'> & { readonly stack?: { readonly [M in keyof Stack]: Stack[M] | undefined } }
  : E;

/**
 * Writes `event` as the row at `offset` and returns the offset behind it, at most `STRIDE` further. Strings that `NAMES`
 * does not list become `other` when they are read.
 */
export function encodeRow(into: Float64Array, offset: number, event: Encodable): number {
  const number = KINDS.indexOf(event.kind);
  const list = LISTS[number];
  const start = offset + START;
  let end = start;
  if (list) end = write(into, end, list.members, event as unknown as Record<string, unknown>); // ROWS has its members
  if (list && 'stack' in event && event.stack) end = write(into, end, list.stack, event.stack);
  while (end > start && Number.isNaN(into[end - 1])) end--;
  into[offset] = number + LENGTH * (end - offset);
  into[offset + 1] = event.t;
  return end;
}

type Columns = readonly (readonly [name: string, column: Column])[];
function write(
  into: Float64Array,
  offset: number,
  columns: Columns,
  values: Readonly<Record<string, unknown>>,
) {
  let next = offset;
  for (const [name, column] of columns) into[next++] = numberOf(column, values[name]);
  return next;
}

/** A batch of rows that holds the events. */
export function encodeRows(events: readonly Encodable[]): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(events.length * STRIDE);
  let end = 0;
  for (const event of events) end = encodeRow(rows, end, event);
  return rows.slice(0, end);
}

/** NaN stands for what is absent. */
function numberOf(column: Column, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  return typeof column === 'string' ? nameNumber(value) : column.indexOf(value);
}

/** Longer than every name that is listed. */
const LONGEST = 32;

/** A string as a number (31-polynomial modulo 2³²): so a row holds it, and the page needs no list of names. */
export function nameNumber(name: string): number {
  let number = 0;
  for (const letter of name.slice(0, LONGEST)) number = (31 * number + letter.charCodeAt(0)) >>> 0;
  return number;
}
