const DAY_MS = 24 * 3_600_000;

/** A loss below this ranks like this. Chosen: a cent, so that a case that can cost nothing has a rank too. */
export const LEAST_LOSS = 0.01;

/** A case as ranking sees it. */
export interface Rankable {
  readonly loss: { readonly high: number };
  readonly openedMs: number;
}

/**
 * The number by which open cases are ordered, the greatest first: the expected loss, which counts double for
 * every day that the case has waited. Chosen: a day, as the budget is a day's. As a logarithm it does not
 * change with the time, so that a database can keep cases in order.
 */
export const rankOf = ({ loss, openedMs }: Rankable): number =>
  Math.log2(Math.max(LEAST_LOSS, loss.high)) - openedMs / DAY_MS;

/** The same in SQL, of two columns. */
export const rankSql = (loss: string, opened: string): string =>
  `ln(GREATEST(${LEAST_LOSS}, ${loss})) / ln(2::float8) - ${opened} / ${DAY_MS}`;
