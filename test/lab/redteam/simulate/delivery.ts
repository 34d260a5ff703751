import type { PointerStack } from '../../../../src/contract/event.ts';
import type { Random } from '../../../../train/random.ts';
import type { Sample } from '../generators/hand.ts';

/** How input reaches the browser: one call of the debugging protocol at a time, or the operating system. */
export type Delivery = 'protocol' | 'system';

/** A move as the SDK gets it, ms after the movement began. */
export interface Delivered {
  readonly ms: number;
  readonly x: number;
  readonly y: number;
  readonly stack?: PointerStack;
}

interface Manner {
  readonly delivery: Delivery;
  readonly random: Random;
}

const FRAME_MS = 1000 / 60;
/** A timer of the sending process is late by this much on an idle machine, ms. */
const LATE_MS = 1.2;

/** What Chromium 156 on Linux makes of a movement, as recordings of both ways show it (features.md §2). */
export function deliver(samples: readonly Sample[], manner: Manner): Delivered[] {
  return manner.delivery === 'protocol' ? byProtocol(samples, manner) : bySystem(samples, manner);
}

/** A call is answered at the next frame, and the next one is sent only then: one sample a frame, alone. */
function byProtocol(samples: readonly Sample[], { random }: Manner): Delivered[] {
  const moves: Delivered[] = [];
  const phase = random.uniform(0, FRAME_MS);
  let now = 0;
  let index = 0;
  let before: Sample | null = null;
  while (index < samples.length) {
    now = Math.max(now, (samples[index]?.[0] ?? 0) + LATE_MS * -Math.log(1 - random.uniform()));
    while ((samples[index + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= now) index += 1;
    const sample = samples[index];
    index += 1;
    if (!sample) break;
    const frame = phase + FRAME_MS * Math.ceil((now + 0.8 - phase) / FRAME_MS);
    // Fractions of a pixel would give a script away; whoever reads that writes one call of `Math.round`.
    const [x, y] = [Math.round(sample[1]), Math.round(sample[2])];
    const moved = { dx: Math.round(x - (before?.[1] ?? x)), dy: Math.round(y - (before?.[2] ?? y)) };
    const stack = { trusted: true, latency: frame - now + random.uniform(0, 1.5), coalesced: 1, ...moved };
    moves.push({ ms: now, x, y, stack: before === null ? stack : { ...stack, raw: 1 } });
    before = [sample[0], x, y];
    now = frame + random.uniform(0.3, 2.5);
  }
  return moves;
}

/** Whole pixels, each at its own time; those of one frame arrive as one event that bundles them. */
function bySystem(samples: readonly Sample[], { random }: Manner): Delivered[] {
  const moves: Delivered[] = [];
  const phase = random.uniform(0, FRAME_MS);
  const whole = distinct(samples).map(([ms, x, y]) => {
    return { ms: Math.round(ms + LATE_MS * -Math.log(1 - random.uniform())), x, y };
  });
  let start = 0;
  whole.forEach((sample, index) => {
    const frameOf = (ms: number) => Math.ceil((ms - phase) / FRAME_MS);
    const next = whole[index + 1];
    if (next && frameOf(next.ms) === frameOf(sample.ms)) {
      moves.push(sample);
      return;
    }
    const before = whole[start - 1] ?? whole[start] ?? sample;
    const count = index - start + 1;
    start = index + 1;
    const latency = phase + FRAME_MS * frameOf(sample.ms) - sample.ms + random.uniform(0.5, 2);
    const moved = { dx: sample.x - before.x, dy: sample.y - before.y };
    moves.push({ ...sample, stack: { trusted: true, latency, coalesced: count, raw: count, ...moved } });
  });
  return moves;
}

/** A pointer that stays on its pixel makes no event. */
function distinct(samples: readonly Sample[]): Sample[] {
  const kept: Sample[] = [];
  for (const [ms, x, y] of samples) {
    const sample: Sample = [ms, Math.round(x), Math.round(y)];
    const last = kept.at(-1);
    if (!last || last[1] !== sample[1] || last[2] !== sample[2]) kept.push(sample);
  }
  return kept;
}
