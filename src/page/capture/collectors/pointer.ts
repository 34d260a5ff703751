import { POINTER_KINDS, type PointerKind } from '../../../contract/event.ts';
import { rowHead } from '../../../wire/rows.ts';
import { isIgnored, targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/**
 * Samples taken from one dispatched move: a 1000 Hz mouse coalesces 16 into a 60 Hz frame; more only come after a stall, and then
 * every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * How a mouse's moves are delivered – coalesced samples, raw updates, movement, latency – is read from the first 32 and then from 32 of
 * every half minute of motion, as 128 spans of up to a quarter of a second each. Each member of an event is a call into the browser that
 * costs more than writing it down does, and what they tell is a property of the input's source, not of the moment (features.md §3, 2
 * samples it too; the features ask for 20 such moves). In between a move is its time and place, whatever the rate of the mouse.
 */
const CLOSE_MOVES = 32;
const SPANS = 128;
/** The head of a move without a stack: head, t, x, y. */
const PLAIN_MOVE = rowHead('move', 4);

/** Mouse, pen and the primary finger: moves with every sample the browser kept, buttons, and how each was delivered. */
export const pointer: Collector = (emit, { batch, clock, listen, options, update }) => {
  /** The visit's usual pointer kind; '' before the first. */
  let usual: PointerKind | '' = '';
  /** Moves still to be looked at closely, and spans since the last one was. */
  let close = CLOSE_MOVES;
  let spans = 0;
  /** Stamps up to this one are a mouse's: another pointer has not shown itself, and a hand needs longer to take one up. */
  let until = -1;
  let raw = Number.NaN;

  let counting = false;
  const countRaw = () => {
    raw++;
  };
  /** Raw updates are dispatched only while somebody listens. */
  const listenRaw = (wanted: boolean) => {
    if (wanted === counting || !('onpointerrawupdate' in window)) return;
    counting = wanted;
    // What came before the first move of a run was not counted.
    raw = Number.NaN;
    document[wanted ? 'addEventListener' : 'removeEventListener']('pointerrawupdate', countRaw, options);
  };

  /** How an event was delivered. Each read of an event is a call into the browser. */
  const stackOf = (event: PointerEvent) => {
    const { pointerType, timeStamp } = event;
    const known = POINTER_KINDS.find((kind) => kind === pointerType);
    if (known && !usual) {
      usual = known;
      update({ pointer: known });
    }
    const other = known !== usual && { pointer: known };
    return { ...trust(event), ...other, latency: performance.now() - timeStamp };
  };
  const contactOf = ({ pressure, width, height }: PointerEvent) => ({ pressure, width, height });
  /** Other fingers of a hand make no path of their own. */
  const isOther = (event: PointerEvent) => event.pointerType === 'touch' && !event.isPrimary;

  const place = ({ timeStamp, clientX: x, clientY: y }: PointerEvent) =>
    emit({ kind: 'move', t: clock.at(timeStamp), x, y });
  const look = (event: PointerEvent) => {
    const type = event.pointerType;
    if (isOther(event)) return;
    if (type === 'mouse' && type === usual && close === 0) {
      place(event);
      until = clock.until;
      spans++;
      if (spans % SPANS !== 0) return;
      close = CLOSE_MOVES;
      until = -1;
      return;
    }
    const samples = event.getCoalescedEvents?.() ?? [];
    const step = Math.ceil(samples.length / MAX_SAMPLES);
    for (let index = 0; index < samples.length - 1; index += step) {
      const part = samples[index];
      if (part) place(part);
    }
    const { clientX: x, clientY: y, timeStamp } = event;
    // A mouse that moves has no contact to speak of; of another pointer `movementX` means nothing.
    const rest = type === 'mouse' ? { dx: event.movementX, dy: event.movementY } : contactOf(event);
    const stack = { ...stackOf(event), coalesced: samples.length || undefined, raw, ...rest };
    emit({ kind: 'move', t: clock.at(timeStamp), x, y, stack });
    if (close > 0) close--;
    listenRaw(close > 0);
    if (counting) raw = 0;
  };
  // Most of what is ever observed. It all stands in this one function, because each more is dear to enter while the processor's caches
  // are cold, and everything rare is one comparison away.
  listen('pointermove', (event) => {
    const stamp = event.timeStamp;
    const t = stamp - clock.origin;
    const { rows, used } = batch;
    if (!(stamp <= until && t >= clock.last && used > 0 && used + 4 <= rows.length)) {
      look(event);
      return;
    }
    rows[used] = PLAIN_MOVE;
    rows[used + 1] = t;
    rows[used + 2] = event.clientX;
    rows[used + 3] = event.clientY;
    batch.used = used + 4;
    clock.last = t;
  });

  const button = (kind: 'down' | 'up') => (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') until = -1;
    if (isOther(event) || isIgnored(targetOf(event))) return;
    const { clientX: x, clientY: y, timeStamp } = event;
    const stack = { ...stackOf(event), ...contactOf(event) };
    emit({ kind, t: clock.at(timeStamp), x, y, button: Math.max(0, event.button), stack });
  };
  listen('pointerdown', button('down'));
  listen('pointerup', button('up'));
  // A touch that became a scroll has left the page's hands.
  listen('pointercancel', button('up'));
};
