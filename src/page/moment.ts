/**
 * A moment on both of the browser's clocks, ms. `performance.now` stands still while a laptop sleeps, except
 * on Windows; `Date.now` may be set.
 */
export interface Moment {
  readonly steadyMs: number;
  readonly wallMs: number;
}

/** Nobody knows how long ago: the time since is not a number. */
export const UNKNOWN: Moment = { steadyMs: Number.NaN, wallMs: Number.NaN };

export const now = (): Moment => ({ steadyMs: performance.now(), wallMs: wallMs() });

/** Time since then, ms, by the clock that says more. A clock that was set back or stood still says less. */
export const msSince = (then: Moment): number =>
  Math.max(performance.now() - then.steadyMs, wallMs() - then.wallMs);

/** A page may have broken its `Date`; then the other clock is left. */
function wallMs(): number {
  try {
    return Date.now();
  } catch {
    return 0;
  }
}
