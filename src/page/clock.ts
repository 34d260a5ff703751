/** A visit's own time. */
export interface Clock {
  /**
   * Session time of an event's `timeStamp`, ms since the session's first event. Never decreases, and is never further in the future
   * than `AHEAD_MS`: stamps that a page forged or a browser left empty become now.
   */
  at(timeStamp: number): number;
  /** Session time now. */
  now(): number;
  /** The next event is the first again. */
  reset(): void;
}

/**
 * How far a stamp may be ahead of the last look at the clock, ms, without another look. Each look costs as much as writing an event down,
 * and a moving mouse so needs four a second.
 */
const AHEAD_MS = 250;

export function createClock(read: () => number = () => performance.now()): Clock {
  let origin = Number.NaN;
  let last = 0;
  let looked = 0;
  const at: Clock['at'] = (timeStamp) => {
    let stamp = timeStamp;
    if (!(stamp > 0 && stamp <= looked + AHEAD_MS)) {
      looked = read();
      if (!(stamp > 0 && stamp <= looked)) stamp = looked;
    }
    if (!(origin >= 0)) origin = stamp;
    if (stamp - origin > last) last = stamp - origin;
    return last;
  };
  return {
    at,
    now: () => at(0),
    reset: () => {
      origin = Number.NaN;
      last = 0;
    },
  };
}
