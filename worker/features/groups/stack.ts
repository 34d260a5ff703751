import type { BehaviourEvent, MoveEvent, PointerStack } from '../../../src/contract/event.ts';
import { type Context, type FeatureGroup, isClockFine, reading, records } from '../group.ts';
import { createRing, createTally } from '../ring.ts';
import { pointerOf } from '../segment/strokes.ts';
import { quartileRange } from '../stats.ts';

/** Speed from which a mouse outruns the screen, px/ms: several samples a frame (features.md G1, 5). */
const FAST = 0.5;
/** Frame of a 60 Hz screen, ms, and how near to a multiple of it counts. Chance alone gives 12 %. */
const FRAME_MS = 1000 / 60;
const FRAME_TOLERANCE_MS = 1;
/** Moves further apart than this, ms, are not one movement. */
const MAX_STEP_MS = 100;
/** A press this far from where the pointer last was, px, has jumped (features.md G1, 20). */
const JUMP_PX = 3;
/** Pressure of a mouse button that is down, Pointer Events §4.1. */
const MOUSE_PRESSURE = 0.5;
const KEPT_LATENCIES = 128;

const isMeasured = (value: number | undefined): value is number => Number.isFinite(value);

/** Input-stack forensics (features.md G1). Only events that carry stack fields count; coalesced extras carry none. */
export function createStack({ environment, activations }: Context): FeatureGroup<'stack'> {
  const untrusted = createTally();
  const fastCoalesced = createTally();
  const locked = createTally();
  const badPressure = createTally();
  const subpixel = createTally();
  const teleports = createTally();
  const latencies = createRing<number>(KEPT_LATENCIES);
  let rawUpdates = 0;
  let rawSamples = 0;
  let rawMoves = 0;
  let coalesced = 0;
  let coalescedMoves = 0;
  let last: { readonly t: number; readonly x: number; readonly y: number } | null = null;
  let place: { readonly x: number; readonly y: number } | null = null;

  const mouseMove = ({ t, x, y }: MoveEvent, stack: PointerStack) => {
    const stepMs = last ? t - last.t : Number.NaN;
    const fast = last !== null && stepMs > 0 && Math.hypot(x - last.x, y - last.y) > FAST * stepMs;
    if (stepMs > 1 && stepMs < MAX_STEP_MS) {
      const off = Math.abs(stepMs - FRAME_MS * Math.max(1, Math.round(stepMs / FRAME_MS)));
      locked.add(off <= FRAME_TOLERANCE_MS);
    }
    last = { t, x, y };
    subpixel.add(!Number.isInteger(x) || !Number.isInteger(y));
    if (!isMeasured(stack.coalesced)) return;
    coalesced += Math.max(1, stack.coalesced);
    coalescedMoves += 1;
    if (fast && stepMs < MAX_STEP_MS) fastCoalesced.add(stack.coalesced > 1);
    if (!isMeasured(stack.raw)) return;
    rawUpdates += stack.raw;
    rawSamples += Math.max(1, stack.coalesced);
    rawMoves += 1;
  };

  return {
    push(event: BehaviourEvent) {
      const { kind } = event;
      if (kind !== 'move' && kind !== 'down' && kind !== 'up' && kind !== 'click') return;
      if (event.stack?.trusted !== undefined) untrusted.add(!event.stack.trusted);
      if (kind === 'click' || pointerOf(event, environment()) !== 'mouse') return;
      if (kind !== 'move' && activations.active) return;
      const { stack } = event;
      if (kind === 'down' && place)
        teleports.add(Math.max(Math.abs(event.x - place.x), Math.abs(event.y - place.y)) > JUMP_PX);
      place = { x: event.x, y: event.y };
      if (!stack) return;
      if (isMeasured(stack.latency)) latencies.push(Math.max(0, stack.latency));
      if (kind === 'move') mouseMove(event, stack);
      if (kind === 'down' && isMeasured(stack.pressure)) badPressure.add(stack.pressure !== MOUSE_PRESSURE);
    },
    read() {
      const env = environment();
      const possible = records(env, 'stack');
      const presses = records(env, 'move', 'button');
      const delays = latencies.values();
      const raw = possible && env.rawUpdates === true;
      return {
        untrusted_share: reading(untrusted.share, untrusted.n, 1, possible),
        raw_ratio: reading(rawUpdates / rawSamples, rawMoves, 20, raw),
        coalesced_mean: reading(coalesced / coalescedMoves, coalescedMoves, 20, possible),
        fast_coalesced_share: reading(fastCoalesced.share, fastCoalesced.n, 10, possible),
        frame_lock_share: reading(
          locked.share,
          locked.n,
          20,
          possible && isClockFine(env, FRAME_TOLERANCE_MS),
        ),
        latency_spread: reading(quartileRange(delays), delays.length, 10, possible && isClockFine(env)),
        pressure_bad_share: reading(badPressure.share, badPressure.n, 1, possible),
        subpixel_share: reading(subpixel.share, subpixel.n, 10, possible && env.dpr === 1),
        teleport_share: reading(teleports.share, teleports.n, 2, presses),
      };
    },
  };
}
