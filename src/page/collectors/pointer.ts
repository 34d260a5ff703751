import { POINTER_KINDS, type PointerKind, type PointerStack } from '../../contract/event.ts';
import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/**
 * Samples taken from one dispatched move: a 1000 Hz mouse coalesces 16 into a 60 Hz frame; more only come after a stall, and then
 * every n-th keeps the shape.
 */
const MAX_SAMPLES = 16;
/**
 * Raw updates are counted in the first 64 of every 512 moves: each costs a dispatch of its own, and their ratio to coalesced samples
 * is a property of the input's source, not of the moment (features.md §3, 2 samples it too).
 */
const RAW_PERIOD = 512;
const RAW_MOVES = 64;

type Scratch = { -readonly [K in keyof Required<PointerStack>]: PointerStack[K] | undefined };

/** Mouse, pen and the primary finger: moves with every sample the browser kept, buttons, and how each was delivered. */
export const pointer: Collector = (emit, { clock, listen, update, signal }) => {
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

  const countRaw = () => {
    raw++;
  };
  const sampleRaw = (phase: number) => {
    if (phase === 0) {
      raw = 0;
      document.addEventListener('pointerrawupdate', countRaw, { capture: true, passive: true, signal });
    } else if (phase === RAW_MOVES) {
      raw = Number.NaN;
      document.removeEventListener('pointerrawupdate', countRaw, { capture: true });
    } else if (phase < RAW_MOVES) raw = 0;
  };

  const describe = (event: PointerEvent, touching: boolean) => {
    const kind = POINTER_KINDS.find((name) => name === event.pointerType);
    if (kind && !usual) {
      usual = kind;
      update({ pointer: kind });
    }
    stack.trusted = event.isTrusted;
    stack.pointer = kind === usual ? undefined : kind;
    stack.latency = performance.now() - event.timeStamp;
    stack.coalesced = stack.raw = stack.dx = stack.dy = Number.NaN;
    // A mouse that moves has no contact to speak of.
    stack.pressure = touching ? event.pressure : Number.NaN;
    stack.width = touching ? event.width : Number.NaN;
    stack.height = touching ? event.height : Number.NaN;
  };
  /** Other fingers of a hand make no path of their own. */
  const isOther = (event: PointerEvent) => event.pointerType === 'touch' && !event.isPrimary;

  listen('pointermove', (event) => {
    if (isOther(event)) return;
    const samples = event.getCoalescedEvents?.() ?? [];
    const step = Math.ceil(samples.length / MAX_SAMPLES);
    for (let index = 0; index < samples.length - 1; index += step) {
      const part = samples[index];
      if (!part) continue;
      sample.t = clock.at(part.timeStamp);
      sample.x = part.clientX;
      sample.y = part.clientY;
      emit(sample);
    }
    const mouse = event.pointerType === 'mouse';
    describe(event, !mouse);
    if (samples.length > 0) stack.coalesced = samples.length;
    stack.raw = raw;
    if (mouse) {
      stack.dx = event.movementX;
      stack.dy = event.movementY;
    }
    move.t = clock.at(event.timeStamp);
    move.x = event.clientX;
    move.y = event.clientY;
    emit(move);
    if ('onpointerrawupdate' in window) sampleRaw(moves++ % RAW_PERIOD);
  });

  const button = (kind: 'down' | 'up') => (event: PointerEvent) => {
    if (isOther(event) || isIgnored(targetOf(event))) return;
    describe(event, true);
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
