import { POINTER_KINDS, type PointerKind } from '../../../contract/event.ts';
import { KIND, LENGTH } from '../../../wire/rows.ts';
import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/**
 * Most samples kept of one dispatched move. A 1000 Hz mouse has 16 in a frame at 60 Hz. Only after a stall
 * are there more; then every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * Moves whose delivery is read in full: the first 32, and 32 of every half minute of motion. Delivery is a
 * property of the input's source and does not change from move to move, and reading each member of an event
 * costs more than writing the event. The features need 20 such moves (`contract/features`).
 */
const CLOSE_MOVES = 32;
/**
 * Stretches of motion, each a quarter of a second (`AHEAD_MS` of `clock.ts`), until moves are read in full
 * again.
 */
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
   * Moves stamped up to this are a mouse's: no other pointer was seen, and a hand needs longer to change
   * over.
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
  // Most events are moves of a mouse, so this is the hot path. It is one function, because a further call is
  // expensive while the processor's caches are cold. One comparison leaves it for the rare cases.
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
    /** The number of the event's pointer kind if it differs from the usual one. */
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
 * Counts `pointerrawupdate` events between moves while it listens; without a listener browsers do not
 * dispatch them.
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
    /** Events since the last call; NaN if they were not counted. */
    count: () => {
      const counted = count;
      if (listening) count = 0;
      return counted;
    },
  };
}
