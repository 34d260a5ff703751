/** How many cases a day people look at. */
export interface Budget {
  /** Whole cases. @default 100 */
  readonly perDay?: number | undefined;
  /** Share of them that is drawn at random, 0..1. @default 0.2 */
  readonly audit?: number | undefined;
}

/** A day's places. */
export interface Places {
  readonly perDay: number;
  /** Filled by expected loss. */
  readonly ranked: number;
  /** Filled by chance. */
  readonly drawn: number;
  /** Of `drawn`, among visits of a kind that nobody has seen. */
  readonly novel: number;
}

/** decide.md §1: a fifth of the budget is a random audit, half of it among the unfamiliar. */
const AUDIT = 0.2;
const NOVEL = 0.5;
/** Chosen: an hour of an analyst who takes half a minute. */
const PER_DAY = 100;
/** More is a mistake of unit. */
const MAX_PER_DAY = 100_000;

/** @throws TypeError naming what is wrong */
export function placesOf({ perDay = PER_DAY, audit = AUDIT }: Budget = {}): Places {
  if (!Number.isInteger(perDay) || perDay < 0 || perDay > MAX_PER_DAY)
    throw new TypeError(`budget.perDay must be a whole number, 0..${MAX_PER_DAY}`);
  if (!(audit >= 0 && audit <= 1)) throw new TypeError('budget.audit must be 0..1');
  const drawn = Math.round(perDay * audit);
  return { perDay, ranked: perDay - drawn, drawn, novel: Math.round(drawn * NOVEL) };
}
