import type { MoveEvent } from '../../../../src/contract/event.ts';
import { positionOf, type Run, redrawn } from '../../../../train/simulate/track.ts';
import type { Change } from './change.ts';

/**
 * Chromium hands moves to the page once a frame of a 60 Hz screen and lists the samples that came in between
 * (Pointer Events §10).
 */
const FRAME_MS = 1000 / 60;
/**
 * A USB device answers its poll within this share of the period; measured mice scatter by a few hundredths of
 * it.
 */
const JITTER = 0.05;

/**
 * A mouse that reports `hertz` times a second while it moves, delivered as Chromium does: samples of one
 * frame arrive together, the last one as the event itself with the count of all, and one raw update each
 * (features.md §2: OS input stays at 1).
 */
export const rate =
  (hertz: number): Change =>
  (visit, random) => {
    const period = 1000 / hertz;
    const vsync = random.uniform(0, FRAME_MS);
    const poll = random.uniform(0, period);
    const frameOf = (t: number) => Math.floor((t - vsync) / FRAME_MS);
    const redraw = (run: Run): MoveEvent[] => {
      const samples = sampled(run, { period, poll, jitter: () => random.normal(0, JITTER * period) });
      let bundled = 0;
      return samples.map((sample, index) => {
        const next = samples[index + 1];
        bundled += 1;
        if (next && frameOf(next.t) === frameOf(sample.t)) return sample;
        const coalesced = bundled;
        bundled = 0;
        return { ...sample, stack: { trusted: true, coalesced, raw: coalesced } };
      });
    };
    return {
      ...visit,
      environment: { ...visit.environment, rawUpdates: true },
      events: redrawn(visit.events, redraw),
    };
  };

/** The run at the mouse's own polls; a mouse that did not move a count reports nothing. */
function sampled(
  run: Run,
  { period, poll, jitter }: { readonly period: number; readonly poll: number; jitter(): number },
): MoveEvent[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last) return [];
  const positionAt = positionOf(run);
  const samples: MoveEvent[] = [];
  for (let k = Math.ceil((first.t - poll) / period); poll + k * period <= last.t; k += 1) {
    const at = poll + k * period;
    const [left, top] = positionAt(at);
    const [x, y] = [Math.round(left), Math.round(top)];
    const before = samples.at(-1);
    if (before && before.x === x && before.y === y) continue;
    samples.push({ kind: 'move', t: Math.min(last.t, Math.max(before?.t ?? first.t, at + jitter())), x, y });
  }
  return samples;
}
