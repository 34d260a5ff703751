import {
  type BehaviourEvent,
  type DomStack,
  KEY_CLASSES,
  type KeyStack,
  KINDS,
  POINTER_KINDS,
  type PointerStack,
} from '../contract/event.ts';
import { FLAG, flag, STRIDE } from './layout.ts';
import { nameNumber } from './name-number.ts';
import { FIELD_KINDS, INPUT_TYPES, nameOf, TAGS } from './names.ts';

export { STRIDE } from './layout.ts';

/** Column of a key's latency, ms. */
const KEY_LATENCY = 5;

/**
 * Writes `event` as the row at `offset` (`layout.ts`), so that a batch is one transferable `Float64Array`: NaN = absent, strings outside
 * the known names become `other`.
 */
export function encodeRow(into: Float64Array, offset: number, event: BehaviourEvent): void {
  into.fill(Number.NaN, offset, offset + STRIDE);
  into[offset] = KINDS.indexOf(event.kind);
  into[offset + 1] = event.t;
  const at = offset + 3;
  switch (event.kind) {
    case 'move':
    case 'down':
    case 'up':
      into[at] = event.x;
      into[at + 1] = event.y;
      if (event.kind !== 'move') into[at + 2] = event.button;
      if (event.stack) encodePointer(into, offset, event.stack);
      return;
    case 'click':
      into[at] = event.x;
      into[at + 1] = event.y;
      into[at + 2] = nameNumber(event.element);
      into[at + 3] = event.offsetX ?? Number.NaN;
      into[at + 4] = event.offsetY ?? Number.NaN;
      into[at + 5] = event.width ?? Number.NaN;
      into[at + 6] = event.height ?? Number.NaN;
      break;
    case 'wheel':
      into[at] = event.deltaX;
      into[at + 1] = event.deltaY;
      break;
    case 'scroll':
      into[at] = event.x;
      into[at + 1] = event.y;
      return;
    case 'keydown':
    case 'keyup':
      into[at] = KEY_CLASSES.indexOf(event.class);
      into[at + 1] = event.key;
      if (event.stack) encodeKey(into, offset, event.stack);
      return;
    case 'focus':
    case 'blur':
      into[at] = event.field;
      into[at + 1] = nameNumber(event.fieldKind);
      break;
    case 'input':
      into[at] = event.field;
      into[at + 1] = nameNumber(event.inputType);
      into[at + 2] = event.change;
      break;
    case 'paste':
    case 'copy':
    case 'cut':
      into[at] = event.field;
      into[at + 1] = event.length;
      break;
    default:
      return;
  }
  if (event.stack) into[offset + 2] = domFlags(event.stack);
}

const domFlags = (stack: DomStack): number =>
  flag(stack.trusted, FLAG.trusted) |
  flag(stack.autofill, FLAG.autofill) |
  flag(stack.composing, FLAG.composing);

function encodePointer(into: Float64Array, offset: number, stack: PointerStack): void {
  const pointer = stack.pointer === undefined ? 0 : POINTER_KINDS.indexOf(stack.pointer) + 1;
  into[offset + 2] = flag(stack.trusted, FLAG.trusted) | (pointer << FLAG.pointer);
  into[offset + 6] = stack.coalesced ?? Number.NaN;
  into[offset + 7] = stack.raw ?? Number.NaN;
  into[offset + 8] = stack.dx ?? Number.NaN;
  into[offset + 9] = stack.dy ?? Number.NaN;
  into[offset + 10] = stack.latency ?? Number.NaN;
  into[offset + 11] = stack.pressure ?? Number.NaN;
  into[offset + 12] = stack.width ?? Number.NaN;
  into[offset + 13] = stack.height ?? Number.NaN;
}

function encodeKey(into: Float64Array, offset: number, stack: KeyStack): void {
  into[offset + 2] =
    domFlags(stack) |
    flag(stack.shifted, FLAG.shifted) |
    flag(stack.shiftHeld, FLAG.shiftHeld) |
    flag(stack.code, FLAG.code) |
    flag(stack.repeat, FLAG.repeat);
  into[offset + KEY_LATENCY] = stack.latency ?? Number.NaN;
}

/** The events of a batch, in order. Total: a row with a broken kind, time or required number is skipped. */
export function* decodeRows(rows: Float64Array): Generator<BehaviourEvent> {
  for (let offset = 0; offset + STRIDE <= rows.length; offset += STRIDE) {
    const event = decodeRow(rows, offset);
    if (event) yield event;
  }
}

function decodeRow(rows: Float64Array, offset: number): BehaviourEvent | null {
  const kind = KINDS[rows[offset] ?? -1];
  const t = rows[offset + 1] ?? Number.NaN;
  if (!kind || !(t >= 0) || !Number.isFinite(t)) return null;
  const at = (column: number): number => rows[offset + column] ?? Number.NaN;
  const has = (columns: number): boolean => {
    for (let column = 3; column < 3 + columns; column++) if (!Number.isFinite(at(column))) return false;
    return true;
  };
  const flags = at(2);
  const stacked = Number.isFinite(flags);
  const dom = stacked ? { stack: readFlags(flags) as DomStack } : {};
  switch (kind) {
    case 'move':
      return has(2) ? { t, kind, x: at(3), y: at(4), ...decodePointer(at, flags) } : null;
    case 'down':
    case 'up':
      return has(3) ? { t, kind, x: at(3), y: at(4), button: at(5), ...decodePointer(at, flags) } : null;
    case 'click':
      if (!has(2)) return null;
      return {
        t,
        kind,
        x: at(3),
        y: at(4),
        element: nameOf(TAGS, at(5)),
        offsetX: known(at(6)),
        offsetY: known(at(7)),
        width: known(at(8)),
        height: known(at(9)),
        ...dom,
      };
    case 'wheel':
      return has(2) ? { t, kind, deltaX: at(3), deltaY: at(4), ...dom } : null;
    case 'scroll':
      return has(2) ? { t, kind, x: at(3), y: at(4) } : null;
    case 'keydown':
    case 'keyup': {
      const keyClass = KEY_CLASSES[at(3)];
      if (!has(2) || !keyClass) return null;
      return { t, kind, class: keyClass, key: at(4), ...decodeKey(at(KEY_LATENCY), flags) };
    }
    case 'focus':
    case 'blur':
      return has(1) ? { t, kind, field: at(3), fieldKind: nameOf(FIELD_KINDS, at(4)), ...dom } : null;
    case 'input':
      if (!has(1) || !Number.isFinite(at(5))) return null;
      return {
        t,
        kind,
        field: at(3),
        inputType: nameOf(INPUT_TYPES, at(4)) ?? 'other',
        change: at(5),
        ...dom,
      };
    case 'paste':
    case 'copy':
    case 'cut':
      return has(2) ? { t, kind, field: at(3), length: at(4), ...dom } : null;
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
  for (const [index, name] of POINTER_NUMBERS.entries()) {
    const value = at(6 + index);
    if (Number.isFinite(value)) stack[name] = value;
  }
  return { stack };
}

function decodeKey(latency: number, flags: number): { readonly stack?: KeyStack } {
  if (!Number.isFinite(flags)) return {};
  return { stack: { ...readFlags(flags), ...(Number.isFinite(latency) ? { latency } : {}) } };
}
