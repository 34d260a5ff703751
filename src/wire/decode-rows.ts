import { type BehaviourEvent, KINDS } from '../contract/event.ts';
import { nameNumber } from './name-number.ts';
import { NAMES } from './names.ts';
import { type Column, type Columns, LENGTH, ROWS, START } from './rows.ts';

/**
 * The events of a batch, in order. Total: a row with a broken kind, time or required member is skipped. A row
 * whose length is broken, or that the batch does not hold whole, ends the batch.
 */
export function* decodeRows(rows: Float64Array): Generator<BehaviourEvent> {
  let offset = 0;
  while (offset < rows.length) {
    const end = offset + Math.floor((rows[offset] ?? 0) / LENGTH);
    if (!(end > offset && end <= rows.length)) return;
    const event = decodeRow(rows.subarray(offset, end));
    if (event) yield event;
    offset = end;
  }
}

function decodeRow(row: Float64Array): BehaviourEvent | null {
  const kind = KINDS[(row[0] ?? 0) % LENGTH];
  const t = row[1];
  if (!kind || t === undefined || !(t >= 0 && t < Number.POSITIVE_INFINITY)) return null;
  const { members, stack }: { readonly members: Columns; readonly stack: Columns } = ROWS[kind];
  const event: Record<string, unknown> = { t, kind };
  for (const [index, [name, column]] of members.entries()) {
    const value = readColumn(name, column, row[START + index]);
    if (value === undefined) return null;
    event[name] = value;
  }
  const delivery = readStack(stack, row.subarray(START + members.length));
  if (delivery) event.stack = delivery;
  return event as unknown as BehaviourEvent; // its members were read as ROWS says
}

/** What is known of a stack; undefined if nothing is. */
function readStack(columns: Columns, cells: Float64Array): Record<string, unknown> | undefined {
  let stack: Record<string, unknown> | undefined;
  for (const [index, cell] of cells.entries()) {
    const [name, column] = columns[index] ?? [];
    const value = name && column && readColumn(name, column, cell);
    if (!name || value === undefined) continue;
    stack ??= {};
    stack[name] = value;
  }
  return stack;
}

/** Undefined for a number that the column cannot hold. */
function readColumn(name: string, column: Column, number = Number.NaN): unknown {
  switch (column) {
    case 'number':
      return Number.isFinite(number) ? number : undefined;
    case 'number?':
      return Number.isFinite(number) ? number : null;
    case 'boolean':
      return number === 1 || number === 0 ? number === 1 : undefined;
    case 'name':
      return nameOf(NAMES[name], number) ?? undefined;
    case 'name?':
      return nameOf(NAMES[name], number);
    default:
      return column[number];
  }
}

/** The name in the list that has the number; the first for a number that none has; null for NaN. */
export const nameOf = (names: readonly string[] | undefined, number: number): string | null =>
  Number.isNaN(number) ? null : (names?.find((name) => nameNumber(name) === number) ?? names?.[0] ?? null);
