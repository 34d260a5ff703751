/**
 * log10 of the chance that of `near + others` visits at least `near` fall into the window, where each does so
 * with probability `share`: the exact conditional test of two Poisson rates (Przyborowski and Wilenski 1940).
 * It needs no estimate of how dense a place is.
 *
 * @param near and others: integers, at least 0
 * @param share between 0 and 1, both excluded
 */
export function logTail(near: number, others: number, share: number): number {
  const total = near + others;
  const logOdds = Math.log(share) - Math.log1p(-share);
  let term = logChoose(total, near) + near * Math.log(share) + others * Math.log1p(-share);
  const first = term;
  let sum = 1;
  for (let hits = near; hits < total; hits++) {
    term += Math.log((total - hits) / (hits + 1)) + logOdds;
    sum += Math.exp(term - first);
  }
  return Math.min(0, (first + Math.log(sum)) / Math.LN10);
}

function logChoose(total: number, chosen: number): number {
  const fewer = Math.min(chosen, total - chosen);
  let log = 0;
  for (let i = 1; i <= fewer; i++) log += Math.log((total - fewer + i) / i);
  return log;
}
