/**
 * Steps that browsers round their clocks to, ms, coarse to fine: resist-fingerprinting at 100 and at 60 Hz
 * frames (also 33.3 where it skips every other), WebKit's 1, Chromium's 0.1 outside cross-origin isolation,
 * Firefox's 0.02; 0.005 isolated.
 */
const GRAINS = [100, 100 / 3, 50 / 3, 16, 10, 5, 2, 1, 0.1, 0.02, 0.005];
/** Event times are converted to doubles in ms and back, so a difference of two is off by less than this. */
const SLACK_MS = 0.002;

/**
 * Distinct times before there is an answer. With 8 of them a 0.1 ms clock looks like a 1 ms one once in 10⁶
 * visits.
 */
const LEAST = 8;
/**
 * One time off the grid, and one more in fifty, does not count: a page may have forged it, or another clock
 * given it. A finer clock misses a coarser grid with half of its times or more.
 */
const STRAY_SHARE = 0.02;

/**
 * A function that is called with each batch. Once it is sure, it returns the step of the coarsest clock that
 * could have given all times but a few, ms.
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
