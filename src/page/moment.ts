/**
 * A moment on both of the browser's clocks, ms. `performance.now` stands still while a laptop sleeps, except
 * on Windows; `Date.now` may be set.
 */
export interface Moment {
  readonly steadyMs: number;
  readonly wallMs: number;
}

/** A moment of which nobody knows how long ago it was: the time since is NaN. */
export const UNKNOWN: Moment = { steadyMs: Number.NaN, wallMs: Number.NaN };

export const now = (): Moment => ({ steadyMs: performance.now(), wallMs: wallMs() });

/**
 * Time since then, ms: the larger of the two clocks' answers, because a clock that was set back or stood
 * still gives less.
 */
export const msSince = (then: Moment): number =>
  Math.max(performance.now() - then.steadyMs, wallMs() - then.wallMs);

/** If the page broke `Date`, the other clock counts. */
function wallMs(): number {
  try {
    return Date.now();
  } catch {
    return 0;
  }
}
