/** The clock of one visit. */
export interface Clock {
  /** Stamp of the session's first event; NaN before. */
  readonly origin: number;
  /** The latest session time given, ms. A collector that computes a time by itself sets it. */
  last: number;
  /** Stamps up to this one are accepted without reading the time. */
  readonly until: number;
  /**
   * Session time of an event's `timeStamp`, ms since the session's first event. It never decreases and is at
   * most `AHEAD_MS` in the future. A stamp that is 0, missing or later than that becomes now.
   */
  at(timeStamp: number): number;
}

/**
 * How far a stamp may be ahead of the last reading of the time, ms, before the time is read again. Chosen: a
 * reading costs as much as writing an event down, and a moving mouse then needs four a second.
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
