import type { BehaviourEvent } from '../../src/contract/event.ts';
import { PAUSE_MS } from '../simulate/template.ts';

/** Length of the pieces a recording is trained in, ms: most visits to a checkout are no longer. */
export const CLIP_MS = 60_000;

/** Pieces of up to a minute, times starting at 0. */
export function clipsOf(events: readonly BehaviourEvent[], most: number): BehaviourEvent[][] {
  const clips: BehaviourEvent[][] = [];
  let open: BehaviourEvent[] = [];
  let start = 0;
  for (const event of events) {
    if (open.length > 0 && event.t - start > CLIP_MS) {
      clips.push(open);
      open = [];
      if (clips.length === most) return clips;
    }
    if (open.length === 0) start = event.t;
    open.push({ ...event, t: event.t - start });
  }
  if (open.length > 0) clips.push(open);
  return clips;
}

/** A stroke needs this many moves and this much extent, px; the rest is drift. */
const LEAST_MOVES = 3;
const LEAST_PX = 8;

/** Cuts a session into pieces of exactly `count` pointer strokes, with what lies between them. */
export function strokesOf(events: readonly BehaviourEvent[], count: number, most: number): BehaviourEvent[][] {
  const ends: number[] = [];
  let begin = 0;
  const close = (end: number): void => {
    if (end - begin >= LEAST_MOVES && extentOf(events, begin, end) >= LEAST_PX) ends.push(end);
  };
  events.forEach((event, index) => {
    const previous = events[index - 1];
    const breaks = event.kind !== 'move' || previous?.kind !== 'move' || event.t - previous.t > PAUSE_MS;
    if (!breaks) return;
    close(index);
    begin = index;
  });
  close(events.length);
  const pieces: BehaviourEvent[][] = [];
  for (let i = 0; i + count <= ends.length && pieces.length < most; i += count) {
    const from = i === 0 ? 0 : (ends[i - 1] ?? 0);
    const piece = events.slice(from, ends[i + count - 1]);
    const start = piece[0]?.t ?? 0;
    pieces.push(piece.map((event) => ({ ...event, t: event.t - start })));
  }
  return pieces;
}

function extentOf(events: readonly BehaviourEvent[], begin: number, end: number): number {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = begin; i < end; i += 1) {
    const event = events[i];
    if (event?.kind !== 'move') continue;
    left = Math.min(left, event.x);
    right = Math.max(right, event.x);
    top = Math.min(top, event.y);
    bottom = Math.max(bottom, event.y);
  }
  return Math.hypot(right - left, bottom - top);
}
