/** A density on 0..1: what a gambler says of the p-values to come. */
export type Bet = (p: number) => number;

/**
 * Bets on the p-value of a score among those of the reference; near 0 are scores above all of them. Two say
 * that scores have risen, two that they have fallen, and two that a part of the visits is far up, as in an
 * attack. Chosen: exponents for a shift by half a deviation and by a whole one, parts of a tenth and a fifth.
 */
export const SCORE_BETS: readonly Bet[] = [
  power(0.65),
  power(0.4),
  mirrored(power(0.65)),
  mirrored(power(0.4)),
  tail(0.02, 0.1),
  tail(0.1, 0.25),
];

/** Lehmann's alternative: p-values are smaller. Its mean is 1 under "nothing has changed". */
function power(exponent: number): Bet {
  return (p) => exponent * Math.max(p, LEAST_P) ** (exponent - 1);
}

/** Keeps a bet finite. */
const LEAST_P = 1e-6;

function mirrored(bet: Bet): Bet {
  return (p) => bet(1 - p);
}

/** So large a share of visits is among what was the top share. */
function tail(top: number, share: number): Bet {
  return (p) => (p < top ? share / top : (1 - share) / (1 - top));
}

/**
 * Bets on whether a visit comes without a token, where such a share of the reference did: that the share has
 * doubled, and that it has grown by ten points.
 */
export function missingBets(rate: number): readonly Bet[] {
  const grown = [Math.min(2 * rate, 0.95), Math.min(rate + 0.1, 0.95)].map((share) => Math.max(share, rate));
  return grown.map((share) => (isMissing) => (isMissing === 1 ? share / rate : (1 - share) / (1 - rate)));
}
