import type { BehaviourEvent } from '../contract/event.ts';
import { nameNumber } from './name-number.ts';
import { type Column, type Columns, KIND, LENGTH, ROWS, START } from './rows.ts';

/** A batch of rows that holds the events. Strings that `NAMES` does not list become `other` when read. */
export function encodeRows(events: readonly BehaviourEvent[]): Float64Array<ArrayBuffer> {
  return Float64Array.from(events.flatMap(encodeRow));
}

function encodeRow(event: BehaviourEvent): number[] {
  const { members, stack }: { readonly members: Columns; readonly stack: Columns } = ROWS[event.kind];
  const values = event as unknown as Readonly<Record<string, unknown>>; // read by the names of ROWS
  const delivery = (values.stack ?? {}) as Readonly<Record<string, unknown>>;
  const row = [
    KIND[event.kind],
    event.t,
    ...members.map(([name, column]) => numberOf(column, values[name])),
    ...stack.map(([name, column]) => numberOf(column, delivery[name])),
  ];
  while (row.length > START && Number.isNaN(row.at(-1))) row.pop();
  row[0] = KIND[event.kind] + LENGTH * row.length;
  return row;
}

/** NaN stands for what is absent. */
function numberOf(column: Column, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') return Number.NaN;
  return typeof column === 'string' ? nameNumber(value) : column.indexOf(value);
}
