import { type Change, retimed } from './change.ts';

/** Clocks that only show multiples of `grainMs`: every event carries the last tick before it happened. */
export const clock =
  (grainMs: number): Change =>
  (visit, random) => {
    // The session's first event is not the clock's.
    const phase = random.uniform(0, grainMs);
    return {
      ...visit,
      events: retimed(visit.events, ({ t }) => Math.floor((t + phase) / grainMs) * grainMs),
    };
  };
