import type { KindEffect } from '../records/learning.ts';

/**
 * Good visits that a kind of people may lose. Chosen: two visits are chance, and one in a hundred is half of
 * the false alarms that a site is to have at the most (decide.md, figures to reach).
 */
const MOST = { visits: 2, share: 0.01 } as const;

/** Kinds of people of whom more good visits would be answered more strictly, by more than a few. */
export const losingKinds = (kinds: readonly KindEffect[]): readonly string[] =>
  kinds
    .filter(({ legitimate, falseAlarms: { was, would }, worse = 0 }) => {
      const more = Math.max(would - was, worse);
      return more > MOST.visits && more > MOST.share * legitimate;
    })
    .map(({ kind }) => kind);
