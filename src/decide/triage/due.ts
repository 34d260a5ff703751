import type { Answer } from '../outcome.ts';

const HOUR_MS = 3_600_000;
/** Somebody waits for an order that is held back. Chosen: half of a working day. */
const HELD_MS = 4 * HOUR_MS;
/** What was paid, asked or refused already is looked at within a day, as the budget is a day's. */
const OTHER_MS = 24 * HOUR_MS;

/** When an alert should have been answered. A case is due when its first alert is. */
export const dueOf = ({ hold, atMs }: Pick<Answer, 'hold'> & { readonly atMs: number }): number =>
  atMs + (hold ? HELD_MS : OTHER_MS);
