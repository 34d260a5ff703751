export interface TailOptions {
  /** Between 0 and 1, both excluded. */
  readonly share: number;
  /** A result above this may be 0, which costs less. @default 0 */
  readonly most?: number;
}

/**
 * log10 of the chance that of `near + others` visits at least `near` fall into the window, where each does so
 * with probability `share`: the exact conditional test of two Poisson rates (Przyborowski and Wilenski 1940).
 * It needs no estimate of how dense a place is.
 *
 * @param near and others: integers, at least 0
 */
export function logTail(near: number, others: number, { share, most = 0 }: TailOptions): number {
  const total = near + others;
  const logOdds = Math.log(share) - Math.log1p(-share);
  let term = logChoose(total, near) + near * Math.log(share) + others * Math.log1p(-share);
  const first = term;
  if (first > most * Math.LN10) return 0;
  let sum = 1;
  for (let hits = near; hits < total; hits++) {
    term += Math.log((total - hits) / (hits + 1)) + logOdds;
    sum += Math.exp(term - first);
    // Past the mean every term is smaller than the one before.
    if (hits > share * total && term - first < NEGLIGIBLE) break;
  }
  return Math.min(0, (first + Math.log(sum)) / Math.LN10);
}

/** log of the share of the sum below which the rest of it changes no digit that is read. */
const NEGLIGIBLE = Math.log(1e-12);

/** log of n! for every n that was asked for. */
const factorials = [0];

function logFactorial(n: number): number {
  for (let next = factorials.length; next <= n; next++)
    factorials.push((factorials[next - 1] ?? 0) + Math.log(next));
  return factorials[n] ?? 0;
}

const logChoose = (total: number, chosen: number): number =>
  logFactorial(total) - logFactorial(chosen) - logFactorial(total - chosen);
