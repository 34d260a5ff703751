import {
  type BehaviourEvent,
  type DomStack,
  KEY_CLASSES,
  type KeyStack,
  KINDS,
  POINTER_KINDS,
  type PointerStack,
} from '../contract/event.ts';
import { COLUMN, FLAG, flag, LENGTH, STRIDE } from './layout.ts';
import { nameNumber } from './name-number.ts';
import { FIELD_KINDS, INPUT_TYPES, nameOf, TAGS } from './names.ts';

export { STRIDE } from './layout.ts';

/**
 * Writes `event` as the row at `offset` (`layout.ts`), `STRIDE` numbers whatever its kind: NaN = absent, strings outside the known names
 * become `other`.
 */
export function encodeRow(into: Float64Array, offset: number, event: BehaviourEvent): void {
  const row = into.subarray(offset, offset + STRIDE).fill(Number.NaN);
  row[0] = KINDS.indexOf(event.kind) + LENGTH * STRIDE;
  row[1] = event.t;
  switch (event.kind) {
    case 'move':
    case 'down':
    case 'up':
      row[2] = event.x;
      row[3] = event.y;
      if (event.kind !== 'move') row[COLUMN.button] = event.button;
      if (event.stack) encodePointer(row, event.stack);
      return;
    case 'click':
      row[2] = event.x;
      row[3] = event.y;
      row[5] = nameNumber(event.element);
      row[6] = event.offsetX ?? Number.NaN;
      row[7] = event.offsetY ?? Number.NaN;
      row[8] = event.width ?? Number.NaN;
      row[9] = event.height ?? Number.NaN;
      break;
    case 'wheel':
      row[2] = event.deltaX;
      row[3] = event.deltaY;
      break;
    case 'scroll':
      row[2] = event.x;
      row[3] = event.y;
      return;
    case 'keydown':
    case 'keyup':
      row[2] = KEY_CLASSES.indexOf(event.class);
      row[3] = event.key;
      if (event.stack) encodeKey(row, event.stack);
      return;
    case 'focus':
    case 'blur':
      row[2] = event.field;
      row[3] = nameNumber(event.fieldKind);
      break;
    case 'input':
      row[2] = event.field;
      row[3] = nameNumber(event.inputType);
      row[5] = event.change;
      break;
    case 'paste':
    case 'copy':
    case 'cut':
      row[2] = event.field;
      row[3] = event.length;
      break;
    default:
      return;
  }
  if (event.stack) row[COLUMN.flags] = domFlags(event.stack);
}

const domFlags = (stack: DomStack): number =>
  flag(stack.trusted, FLAG.trusted) |
  flag(stack.autofill, FLAG.autofill) |
  flag(stack.composing, FLAG.composing);

function encodePointer(row: Float64Array, stack: PointerStack): void {
  const pointer = stack.pointer === undefined ? 0 : POINTER_KINDS.indexOf(stack.pointer) + 1;
  row[COLUMN.flags] = flag(stack.trusted, FLAG.trusted) | (pointer << FLAG.pointer);
  for (const name of POINTER_NUMBERS) row[COLUMN[name]] = stack[name] ?? Number.NaN;
}

function encodeKey(row: Float64Array, stack: KeyStack): void {
  row[COLUMN.flags] =
    domFlags(stack) |
    flag(stack.shifted, FLAG.shifted) |
    flag(stack.shiftHeld, FLAG.shiftHeld) |
    flag(stack.code, FLAG.code) |
    flag(stack.repeat, FLAG.repeat);
  row[COLUMN.latency] = stack.latency ?? Number.NaN;
}

/**
 * The events of a batch, in order. Total: a row with a broken kind, time or required number is skipped; one whose length is broken, or
 * that the batch does not hold whole, ends it.
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
  const at = (column: number): number => row[column] ?? Number.NaN;
  const has = (...columns: readonly number[]): boolean =>
    columns.every((column) => Number.isFinite(at(column)));
  const kind = KINDS[at(0) % LENGTH];
  const t = at(1);
  if (!kind || !(t >= 0) || !has(1)) return null;
  const flags = at(COLUMN.flags);
  const stacked = has(COLUMN.flags);
  const dom = stacked ? { stack: readFlags(flags) as DomStack } : {};
  switch (kind) {
    case 'move':
      return has(2, 3) ? { t, kind, x: at(2), y: at(3), ...decodePointer(at, flags) } : null;
    case 'down':
    case 'up':
      return has(2, 3, COLUMN.button)
        ? { t, kind, x: at(2), y: at(3), button: at(COLUMN.button), ...decodePointer(at, flags) }
        : null;
    case 'click':
      if (!has(2, 3)) return null;
      return {
        t,
        kind,
        x: at(2),
        y: at(3),
        element: nameOf(TAGS, at(5)),
        offsetX: known(at(6)),
        offsetY: known(at(7)),
        width: known(at(8)),
        height: known(at(9)),
        ...dom,
      };
    case 'wheel':
      return has(2, 3) ? { t, kind, deltaX: at(2), deltaY: at(3), ...dom } : null;
    case 'scroll':
      return has(2, 3) ? { t, kind, x: at(2), y: at(3) } : null;
    case 'keydown':
    case 'keyup': {
      const keyClass = KEY_CLASSES[at(2)];
      if (!has(3) || !keyClass) return null;
      return { t, kind, class: keyClass, key: at(3), ...decodeKey(at(COLUMN.latency), flags) };
    }
    case 'focus':
    case 'blur':
      return has(2) ? { t, kind, field: at(2), fieldKind: nameOf(FIELD_KINDS, at(3)), ...dom } : null;
    case 'input':
      if (!has(2, 5)) return null;
      return {
        t,
        kind,
        field: at(2),
        inputType: nameOf(INPUT_TYPES, at(3)) ?? 'other',
        change: at(5),
        ...dom,
      };
    case 'paste':
    case 'copy':
    case 'cut':
      return has(2, 3) ? { t, kind, field: at(2), length: at(3), ...dom } : null;
    default:
      return { t, kind };
  }
}

/** Names of the flags; each has the two bits from twice its index on (`FLAG`). */
const BOOLEANS = ['trusted', 'autofill', 'composing', 'shifted', 'shiftHeld', 'code', 'repeat'] as const;
const POINTER_NUMBERS = ['coalesced', 'raw', 'dx', 'dy', 'latency', 'pressure', 'width', 'height'] as const;

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

function readFlags(flags: number): { [K in (typeof BOOLEANS)[number]]?: boolean } {
  const found: { [K in (typeof BOOLEANS)[number]]?: boolean } = {};
  for (const [index, name] of BOOLEANS.entries()) {
    const pair = (flags >> (2 * index)) & 3;
    if (pair) found[name] = pair === 3;
  }
  return found;
}

function decodePointer(at: (column: number) => number, flags: number): { readonly stack?: PointerStack } {
  if (!Number.isFinite(flags)) return {};
  const stack: { -readonly [K in keyof PointerStack]: PointerStack[K] } = readFlags(flags);
  const pointer = POINTER_KINDS[((flags >> FLAG.pointer) & 3) - 1];
  if (pointer) stack.pointer = pointer;
  for (const name of POINTER_NUMBERS) {
    const value = at(COLUMN[name]);
    if (Number.isFinite(value)) stack[name] = value;
  }
  return { stack };
}

function decodeKey(latency: number, flags: number): { readonly stack?: KeyStack } {
  if (!Number.isFinite(flags)) return {};
  return { stack: { ...readFlags(flags), ...(Number.isFinite(latency) ? { latency } : {}) } };
}
