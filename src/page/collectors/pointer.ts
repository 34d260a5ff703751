import { POINTER_KINDS, type PointerKind, type PointerStack } from '../../contract/event.ts';
import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/**
 * Samples taken from one dispatched move: a 1000 Hz mouse coalesces 16 into a 60 Hz frame; more only come after a stall, and then
 * every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * How a mouse's moves are delivered – coalesced samples, raw updates, movement, latency – is read from the first 64 and then from 32 of
 * every 256. Each member of an event is a call into the browser that costs more than writing it down does, and what they tell is a
 * property of the input's source, not of the moment (features.md §3, 2 samples it too). In between a move is its time and place.
 */
const FIRST_MOVES = 64;
const PERIOD = 256;
const PERIOD_MOVES = 32;

type Scratch = { -readonly [K in keyof Required<PointerStack>]: PointerStack[K] | undefined };

/** Mouse, pen and the primary finger: moves with every sample the browser kept, buttons, and how each was delivered. */
export const pointer: Collector = (emit, { clock, listen, update, signal }) => {
  const fires = 'onpointerrawupdate' in window;
  let usual: PointerKind | null = null;
  let moves = 0;
  let raw = Number.NaN;
  // One record of each shape for the whole visit: a move costs no garbage.
  const stack: Scratch = {
    trusted: true,
    pointer: undefined,
    coalesced: Number.NaN,
    raw: Number.NaN,
    dx: Number.NaN,
    dy: Number.NaN,
    latency: Number.NaN,
    pressure: Number.NaN,
    width: Number.NaN,
    height: Number.NaN,
  };
  const sample = { t: 0, kind: 'move' as const, x: 0, y: 0 };
  const move = { t: 0, kind: 'move' as const, x: 0, y: 0, stack: stack as PointerStack };

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

  /** Each read of an event is a call into the browser: on a move each happens once. */
  const describe = (event: PointerEvent, type: string, now: number) => {
    const known = type === usual;
    const kind = known ? undefined : POINTER_KINDS.find((name) => name === type);
    if (kind && !usual) {
      usual = kind;
      update({ pointer: kind });
    }
    stack.trusted = event.isTrusted;
    stack.pointer = kind === usual ? undefined : kind;
    stack.latency = now - event.timeStamp;
    stack.coalesced = stack.raw = stack.dx = stack.dy = Number.NaN;
  };
  const contact = (event: PointerEvent) => {
    stack.pressure = event.pressure;
    stack.width = event.width;
    stack.height = event.height;
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
      listenRaw(false);
      sample.t = clock.at(event.timeStamp);
      sample.x = event.clientX;
      sample.y = event.clientY;
      emit(sample);
      return;
    }
    const type = event.pointerType;
    if (isOther(event, type)) return;
    const now = performance.now();
    const samples = event.getCoalescedEvents?.() ?? [];
    const step = Math.ceil(samples.length / MAX_SAMPLES);
    for (let index = 0; index < samples.length - 1; index += step) {
      const part = samples[index];
      if (!part) continue;
      sample.t = clock.at(part.timeStamp, now);
      sample.x = part.clientX;
      sample.y = part.clientY;
      emit(sample);
    }
    describe(event, type, now);
    if (samples.length > 0) stack.coalesced = samples.length;
    stack.raw = raw;
    mouse = type === 'mouse' && usual === 'mouse';
    if (type === 'mouse') {
      stack.dx = event.movementX;
      stack.dy = event.movementY;
      // A mouse that moves has no contact to speak of.
      stack.pressure = stack.width = stack.height = Number.NaN;
    } else contact(event);
    move.t = clock.at(event.timeStamp, now);
    move.x = event.clientX;
    move.y = event.clientY;
    emit(move);
    listenRaw(closely);
    if (counting) raw = 0;
  });

  const button = (kind: 'down' | 'up') => (event: PointerEvent) => {
    const type = event.pointerType;
    if (isOther(event, type) || isIgnored(targetOf(event))) return;
    describe(event, type, performance.now());
    contact(event);
    emit({
      t: clock.at(event.timeStamp),
      kind,
      x: event.clientX,
      y: event.clientY,
      button: Math.max(0, event.button),
      stack: stack as PointerStack,
    });
  };
  listen('pointerdown', button('down'));
  listen('pointerup', button('up'));
  // A touch that became a scroll has left the page's hands.
  listen('pointercancel', button('up'));
};
