/**
 * Steps that browsers round their clocks to, ms, coarse to fine: resist-fingerprinting at 100 and at 60 Hz
 * frames (also 33.3 where it skips every other), WebKit's 1, Chromium's 0.1 outside cross-origin isolation,
 * Firefox's 0.02; 0.005 isolated.
 */
const GRAINS = [100, 100 / 3, 50 / 3, 16, 10, 5, 2, 1, 0.1, 0.02, 0.005];
/** Event times pass through doubles in ms and back; differences of two are off by less than this. */
const SLACK_MS = 0.002;

/**
 * Distinct times before anything is said: by then a 0.1 ms clock passes for a 1 ms one once in 10⁶ visits.
 */
const LEAST = 8;
/**
 * One time that is on no grid, and one more in fifty, is not the clock's: a stamp that a page forged, or one
 * that another clock gave. A finer clock misses a coarser grid with half of its times or more.
 */
const STRAY_SHARE = 0.02;

/**
 * Told the times of batch after batch; answers the coarsest clock that could have made all so far but a few,
 * ms, once it is sure.
 */
export function createClockGrain(): (events: Iterable<{ readonly t: number }>) => number | undefined {
  const stray = GRAINS.map(() => 0);
  let distinct = 0;
  let last = 0;
  return (events) => {
    for (const { t } of events) {
      if (t === last) continue;
      last = t;
      distinct++;
      for (const [index, grain] of GRAINS.entries())
        if (!isMultiple(t, grain)) stray[index] = (stray[index] ?? 0) + 1;
    }
    if (distinct < LEAST) return undefined;
    return GRAINS.find((_, index) => (stray[index] ?? 0) <= 1 + STRAY_SHARE * distinct) ?? GRAINS.at(-1);
  };
}

const isMultiple = (t: number, grain: number): boolean =>
  Math.abs(t - Math.round(t / grain) * grain) <= Math.min(SLACK_MS, grain / 4);
