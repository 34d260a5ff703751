import type { BehaviourEvent } from '../contract/event.ts';
import { nameNumber } from './encode-rows.ts';
import { NAMES } from './names.ts';
import { type Column, LENGTH, LISTS, START } from './rows.ts';

/**
 * The events of a batch, in order. Total: a row with a broken kind, time or required member is skipped. A row whose length
 * is broken, or that the batch does not hold whole, ends the batch.
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
  const list = LISTS[(row[0] ?? 0) % LENGTH];
  const t = row[1];
  if (!list || t === undefined || !(t >= 0 && t < Number.POSITIVE_INFINITY)) return null;
  const event: Record<string, unknown> = { t, kind: list.kind };
  let next = START;
  for (const [name, column] of list.members) {
    const value = readColumn(name, column, row[next++] ?? Number.NaN);
    if (value === undefined) return null;
    event[name] = value;
  }
  let stack: Record<string, unknown> | undefined;
  for (const [name, column] of list.stack) {
    if (next >= row.length) break;
    const value = readColumn(name, column, row[next++] ?? Number.NaN);
    if (value === undefined) continue;
    stack ??= {};
    stack[name] = value;
  }
  if (stack) event.stack = stack;
  return event as unknown as BehaviourEvent; // its members were read as ROWS says
}

/** Undefined for a number that the column cannot hold. */
function readColumn(name: string, column: Column, number: number): unknown {
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
