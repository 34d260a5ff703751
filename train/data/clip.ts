import type { BehaviourEvent } from '../../src/contract/event.ts';

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

/**
 * Limits of a stroke as in the features (`worker/features/stroke/stroke.ts`, `segment/strokes.ts`): rest
 * before it, ms; samples; ms; px.
 */
const REST_MS = 200;
const LEAST_MOVES = 5;
const LEAST_MS = 120;
const LEAST_PX = 40;

/** Cuts a session into pieces of exactly `count` pointer strokes, with the events between them. */
export function strokesOf(
  events: readonly BehaviourEvent[],
  count: number,
  most: number,
): BehaviourEvent[][] {
  const ends: number[] = [];
  let begin = 0;
  let held = false;
  const close = (end: number): void => {
    if (!held && isStroke(events, begin, end)) ends.push(end);
    begin = end;
  };
  let last = events[0]?.t ?? 0;
  events.forEach((event, index) => {
    const pressed = event.kind === 'down' || event.kind === 'up';
    if (pressed || (event.kind === 'move' && event.t - last > REST_MS)) close(index);
    if (pressed) held = event.kind === 'down';
    if (event.kind === 'move') last = event.t;
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

function isStroke(events: readonly BehaviourEvent[], begin: number, end: number): boolean {
  let [moves, path, first] = [0, 0, Number.NaN];
  let before: { readonly t: number; readonly x: number; readonly y: number } | null = null;
  for (let i = begin; i < end; i += 1) {
    const event = events[i];
    if (event?.kind !== 'move') continue;
    const step: number = before === null ? 0 : Math.hypot(event.x - before.x, event.y - before.y);
    if (before !== null && step === 0) continue;
    if (before === null) first = event.t;
    moves += 1;
    path += step;
    before = event;
  }
  return moves >= LEAST_MOVES && path >= LEAST_PX && before !== null && before.t - first >= LEAST_MS;
}
