/** A visit's own time. */
export interface Clock {
  /**
   * Session time of an event's `timeStamp`, ms since the session's first event. Never decreases, never lies in the future: stamps that
   * a page forged or a browser left empty become now (`performance.now()`, if the caller has read it already).
   */
  at(timeStamp: number, now?: number): number;
  /** Session time now. */
  now(): number;
  /** The next event is the first again. */
  reset(): void;
}

export function createClock(read: () => number = () => performance.now()): Clock {
  let origin = Number.NaN;
  let last = 0;
  const at: Clock['at'] = (timeStamp, now = read()) => {
    const stamp = timeStamp > 0 && timeStamp <= now ? timeStamp : now;
    if (!(origin >= 0)) origin = stamp;
    last = Math.max(last, stamp - origin);
    return last;
  };
  return {
    at,
    now: () => at(read()),
    reset: () => {
      origin = Number.NaN;
      last = 0;
    },
  };
}
