/** When the shipped model was released, UTC. The only place to change with a release (A16). */
const RELEASED = new Date('2026-11-28T00:00:00Z');

/** Months after the release from which a verdict is `medium` at best, and after which none is honoured. */
const MONTHS = { deprecated: 18, exp: 24 } as const;

/** The days a manifest names, epoch seconds: the same on any day of training. */
export const RELEASE_DATES = {
  deprecated: monthsLater(MONTHS.deprecated),
  exp: monthsLater(MONTHS.exp),
} as const;

function monthsLater(months: number): number {
  const ms = Date.UTC(RELEASED.getUTCFullYear(), RELEASED.getUTCMonth() + months, RELEASED.getUTCDate());
  return ms / 1000;
}
