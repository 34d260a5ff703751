import { POINTER_KINDS, type PointerKind } from '../../contract/event.ts';
import { COLUMN, FLAG, KIND, STRIDE } from '../../wire/layout.ts';
import { isIgnored, targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/**
 * Samples taken from one dispatched move: a 1000 Hz mouse coalesces 16 into a 60 Hz frame; more only come after a stall, and then
 * every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * How a mouse's moves are delivered – coalesced samples, raw updates, movement, latency – is read from the first 64 and then from 32 of
 * every 2048, half a minute of motion. Each member of an event is a call into the browser that costs more than writing it down does, and
 * what they tell is a property of the input's source, not of the moment (features.md §3, 2 samples it too). In between a move is its
 * time and place, whatever the rate of the mouse.
 */
const FIRST_MOVES = 64;
const PERIOD = 2048;
const PERIOD_MOVES = 32;

/** Mouse, pen and the primary finger: moves with every sample the browser kept, buttons, and how each was delivered. */
export const pointer: Collector = (emit, { clock, listen, place, update, signal }) => {
  const fires = 'onpointerrawupdate' in window;
  /** 1 + the index of the visit's usual pointer kind; 0 before the first. */
  let usual = 0;
  let moves = 0;
  let raw = Number.NaN;
  // One record for the whole visit: an event costs no garbage.
  const row = new Float64Array(STRIDE);

  /** The visit's pointer is a mouse, and so was the last move's: until another pointer appears the next one is too. */
  let mouse = false;
  let counting = false;
  const countRaw = () => {
    raw++;
  };
  /** Raw updates are dispatched only while somebody listens. */
  const listenRaw = (wanted: boolean) => {
    if (!fires || wanted === counting) return;
    counting = wanted;
    // What came before the first move of a run was not counted.
    raw = Number.NaN;
    if (wanted)
      document.addEventListener('pointerrawupdate', countRaw, { capture: true, passive: true, signal });
    else document.removeEventListener('pointerrawupdate', countRaw, { capture: true });
  };

  /** Fills the row; each read of an event is a call into the browser. */
  const describe = (kind: number, event: PointerEvent, type: string) => {
    const stamp = event.timeStamp;
    const known = POINTER_KINDS.indexOf(type as PointerKind) + 1;
    if (known && !usual) {
      usual = known;
      update({ pointer: type as PointerKind });
    }
    row.fill(Number.NaN);
    row[COLUMN.kind] = kind;
    row[COLUMN.t] = clock.at(stamp);
    row[COLUMN.flags] = trust(event) | ((known === usual ? 0 : known) << FLAG.pointer);
    row[COLUMN.x] = event.clientX;
    row[COLUMN.y] = event.clientY;
    row[COLUMN.latency] = performance.now() - stamp;
  };
  const contact = (event: PointerEvent) => {
    row[COLUMN.pressure] = event.pressure;
    row[COLUMN.width] = event.width;
    row[COLUMN.height] = event.height;
  };
  /** Other fingers of a hand make no path of their own. */
  const isOther = (event: PointerEvent, type: string) => type === 'touch' && !event.isPrimary;

  listen('pointerover', (event) => {
    if (event.pointerType !== 'mouse') mouse = false;
  });
  listen('pointermove', (event) => {
    const closely = moves < FIRST_MOVES || moves % PERIOD < PERIOD_MOVES;
    moves++;
    if (mouse && !closely) {
      if (counting) listenRaw(false);
      place(clock.at(event.timeStamp), event.clientX, event.clientY);
      return;
    }
    const type = event.pointerType;
    if (isOther(event, type)) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    const step = Math.ceil(samples.length / MAX_SAMPLES);
    for (let index = 0; index < samples.length - 1; index += step) {
      const part = samples[index];
      if (part) place(clock.at(part.timeStamp), part.clientX, part.clientY);
    }
    describe(KIND.move, event, type);
    if (samples.length > 0) row[COLUMN.coalesced] = samples.length;
    row[COLUMN.raw] = raw;
    mouse = type === 'mouse' && POINTER_KINDS[usual - 1] === type;
    if (type === 'mouse') {
      // A mouse that moves has no contact to speak of.
      row[COLUMN.dx] = event.movementX;
      row[COLUMN.dy] = event.movementY;
    } else contact(event);
    emit(row);
    listenRaw(closely);
    if (counting) raw = 0;
  });

  const button = (kind: number) => (event: PointerEvent) => {
    const type = event.pointerType;
    if (isOther(event, type) || isIgnored(targetOf(event))) return;
    describe(kind, event, type);
    contact(event);
    row[COLUMN.button] = Math.max(0, event.button);
    emit(row);
  };
  listen('pointerdown', button(KIND.down));
  listen('pointerup', button(KIND.up));
  // A touch that became a scroll has left the page's hands.
  listen('pointercancel', button(KIND.up));
};
