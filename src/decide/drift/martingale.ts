import type { Bet } from './bets.ts';

/**
 * The Shiryaev–Roberts statistic of several bets: the wealth of gamblers who begin anew at every visit, one
 * unit each. Under "nothing has changed" its mean after n visits is n at the most, so that it passes a level
 * A once in A visits on average (Vovk et al. 2021, Retrain or not retrain).
 */
export interface Martingale {
  /** Takes the next p-value, or 1 and 0 for yes and no. */
  add(p: number): void;
  /** log10 of the statistic, the mean of the bets. */
  value(): number;
  /** The bet that has won most. */
  best(): Bet;
  restart(): void;
}

export function createMartingale(bets: readonly Bet[]): Martingale {
  let wealth = bets.map(() => 0);
  return {
    add(p) {
      // Chosen: what no alarm needs is cut off, so that nothing overflows.
      wealth = wealth.map((own, index) => Math.min(MOST, (own + 1) * (bets[index]?.(p) ?? 1)));
    },
    value: () =>
      Math.log10(Math.max(Number.MIN_VALUE, wealth.reduce((sum, own) => sum + own, 0) / bets.length)),
    best: () => bets[wealth.indexOf(Math.max(...wealth))] ?? (() => 1),
    restart() {
      wealth = bets.map(() => 0);
    },
  };
}

const MOST = 1e100;
