import { POINTER_KINDS, type PointerKind } from '../../../contract/event.ts';
import { KIND, LENGTH } from '../../../wire/rows.ts';
import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/**
 * Samples taken from one dispatched move. A 1000 Hz mouse has 16 in a frame at 60 Hz. More come only after a
 * stall, and then every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * How a mouse's moves are delivered is a property of the input's source and not of the moment, and each
 * member of an event that is read costs more than writing it down. So it is read from the first 32 moves, and
 * from 32 of every half minute of motion. The features ask for 20 such moves (`contract/features`).
 */
const CLOSE_MOVES = 32;
/** Stretches of motion between two such readings, each a quarter of a second (`AHEAD_MS` of `clock.ts`). */
const STRETCHES = 128;
/** The head of a move without a stack: head, t, x, y. */
const PLAIN_MOVE = KIND.move + 4 * LENGTH;

/** Mouse, pen and the primary finger: moves with every sample kept, buttons, and how each was delivered. */
export const pointer: Collector = (emit, { batch, clock, listen, options, update }) => {
  const raw = countRawUpdates(options);
  const usual = createUsual((kind) => update({ pointer: kind }));
  /** Moves still to be read in full, and stretches since the last such move. */
  let close = CLOSE_MOVES;
  let stretches = 0;
  /**
   * Moves stamped up to this are a mouse's: another pointer has not shown itself, and a hand needs longer to
   * take it up.
   */
  let until = -1;

  const place = (event: PointerEvent) =>
    emit([KIND.move, clock.at(event.timeStamp), event.clientX, event.clientY]);
  const startStretch = (event: PointerEvent) => {
    place(event);
    until = clock.until;
    stretches++;
    if (stretches % STRETCHES !== 0) return;
    close = CLOSE_MOVES;
    until = -1;
  };
  const lookClosely = (event: PointerEvent) => {
    const samples = event.getCoalescedEvents?.() ?? [];
    const step = Math.ceil(samples.length / MAX_SAMPLES);
    for (let index = 0; index < samples.length - 1; index += step) {
      const part = samples[index];
      if (part) place(part);
    }
    const { clientX: x, clientY: y, isTrusted, pointerType, timeStamp } = event;
    const t = clock.at(timeStamp);
    const delivery = [isTrusted, usual.differs(pointerType), performance.now() - timeStamp] as const;
    // The contact of a mouse that moves is always the same. Browsers disagree on `movementX` of other
    // pointers.
    const isMouse = pointerType === 'mouse';
    const contact = isMouse ? UNKNOWN : contactOf(event);
    const moved = isMouse ? ([event.movementX, event.movementY] as const) : ([] as const);
    emit([KIND.move, t, x, y, ...delivery, ...contact, samples.length || undefined, raw.count(), ...moved]);
    if (close > 0) close--;
    raw.listen(close > 0);
  };
  const readDelivery = (event: PointerEvent) => {
    if (isOtherFinger(event)) return;
    if (close === 0 && usual.is('mouse') && event.pointerType === 'mouse') startStretch(event);
    else lookClosely(event);
  };
  // Most of what is ever observed. All of it stands in this one function, because a further call is dear
  // while the processor's caches are cold. Everything rare is one comparison away.
  listen('pointermove', (event) => {
    const stamp = event.timeStamp;
    const t = stamp - clock.origin;
    const { rows, used } = batch;
    if (!(stamp <= until && t >= clock.last && used > 0 && used + 4 <= rows.length)) {
      readDelivery(event);
      return;
    }
    rows[used] = PLAIN_MOVE;
    rows[used + 1] = t;
    rows[used + 2] = event.clientX;
    rows[used + 3] = event.clientY;
    batch.used = used + 4;
    clock.last = t;
  });

  const button = (kind: typeof KIND.down | typeof KIND.up) => (event: PointerEvent) => {
    const { clientX: x, clientY: y, isTrusted, pointerType, timeStamp } = event;
    if (pointerType !== 'mouse') until = -1;
    if (isOtherFinger(event) || isIgnored(targetOf(event))) return;
    const t = clock.at(timeStamp);
    const delivery = [isTrusted, usual.differs(pointerType), performance.now() - timeStamp] as const;
    emit([kind, t, x, y, Math.max(0, event.button), ...delivery, ...contactOf(event)]);
  };
  listen('pointerdown', button(KIND.down));
  listen('pointerup', button(KIND.up));
  // A touch that became a scroll is no longer the page's.
  listen('pointercancel', button(KIND.up));
};

const contactOf = ({ pressure, width, height }: PointerEvent) => [pressure, width, height] as const;
const UNKNOWN = [Number.NaN, Number.NaN, Number.NaN] as const;
/** Other fingers of a hand make no path of their own. */
const isOtherFinger = (event: PointerEvent) => event.pointerType === 'touch' && !event.isPrimary;

/** The visit's usual kind of pointer, which is the first. */
function createUsual(tell: (kind: PointerKind) => void) {
  let usual: string | undefined;
  return {
    is: (pointerType: string) => pointerType === usual,
    /** The number of the event's kind, where it is another than the usual one. */
    differs: (pointerType: string): 0 | 1 | 2 | undefined => {
      const number = POINTER_KINDS.indexOf(pointerType as PointerKind);
      const kind = POINTER_KINDS[number];
      if (kind && !usual) {
        usual = kind;
        tell(kind);
      }
      return kind && kind !== usual ? (number as 0 | 1 | 2) : undefined;
    },
  };
}

/**
 * Counts `pointerrawupdate` events between moves, while it is asked to: they are dispatched only if somebody
 * listens.
 */
function countRawUpdates(options: AddEventListenerOptions) {
  let count = Number.NaN;
  let listening = false;
  const add = () => {
    count++;
  };
  return {
    listen: (wanted: boolean) => {
      if (wanted === listening || !('onpointerrawupdate' in window)) return;
      listening = wanted;
      count = wanted ? 0 : Number.NaN;
      if (wanted) document.addEventListener('pointerrawupdate', add, options);
      else document.removeEventListener('pointerrawupdate', add, options);
    },
    /** Since the last move that asked; NaN where it was not counted. */
    count: () => {
      const counted = count;
      if (listening) count = 0;
      return counted;
    },
  };
}
