/** A visit's own time. */
export interface Clock {
  /** Stamp of the session's first event; NaN before. */
  readonly origin: number;
  /** The latest session time given, ms. Who gives one in the clock's stead sets it. */
  last: number;
  /** Stamps up to this one are taken as they are, without a look at the time. */
  readonly until: number;
  /**
   * Session time of an event's `timeStamp`, ms since the session's first event. Never decreases, and is never further in the future
   * than `AHEAD_MS`: stamps that a page forged or a browser left empty, and 0, become now.
   */
  at(timeStamp: number): number;
}

/**
 * How far a stamp may be ahead of the last look at the time, ms, without another look. Each look costs as much as writing an event down,
 * and a moving mouse so needs four a second.
 */
const AHEAD_MS = 250;

export function createClock(read: () => number = () => performance.now()): Clock {
  const clock = {
    origin: Number.NaN,
    last: 0,
    until: 0,
    at: (timeStamp: number) => {
      let stamp = timeStamp;
      if (!(stamp > 0 && stamp <= clock.until)) {
        const now = read();
        clock.until = now + AHEAD_MS;
        if (!(stamp > 0 && stamp <= now)) stamp = now;
      }
      if (!(clock.origin >= 0)) clock.origin = stamp;
      if (stamp - clock.origin > clock.last) clock.last = stamp - clock.origin;
      return clock.last;
    },
  };
  return clock;
}
