/**
 * Exact Shapley values in integers. `worth[S]` is the worth of the coalition whose members are the bits of S;
 * the answer has one integer for each of the `players` and sums to worth[all] − worth[none].
 *
 * Each value is a fraction over players!; it is rounded by largest remainder (ties: the earlier player), so a
 * player that changes nothing gets exactly 0 and equal players differ by at most 1.
 */
export function shapley(worth: ArrayLike<number>, players: number): readonly number[] {
  const orders = factorial(players);
  const numerators = sumMarginals(worth, players);
  const floors = numerators.map((numerator) => Math.floor(numerator / orders));
  const rests = numerators.map((numerator, player) => numerator - (floors[player] ?? 0) * orders);
  const spare = rests.reduce((sum, rest) => sum + rest, 0) / orders;
  const lucky = rests
    .map((rest, player) => ({ rest, player }))
    .sort((a, b) => b.rest - a.rest || a.player - b.player)
    .slice(0, spare)
    .map(({ player }) => player);
  return floors.map((floor, player) => floor + (lucky.includes(player) ? 1 : 0));
}

/**
 * For each player: Σ over coalitions S without it of |S|! · (players − |S| − 1)! · (worth of S with it −
 * worth of S).
 */
function sumMarginals(worth: ArrayLike<number>, players: number): readonly number[] {
  const weights = Array.from(
    { length: players },
    (_, size) => factorial(size) * factorial(players - size - 1),
  );
  // A coalition's worth is added for each of its members and subtracted for each player outside it.
  const sums = new Float64Array(players);
  const sizes = new Uint8Array(2 ** players);
  for (let set = 0; set < sizes.length; set++) {
    const size = (sizes[set >> 1] ?? 0) + (set & 1);
    sizes[set] = size;
    const value = worth[set] ?? 0;
    const gain = value * (weights[size - 1] ?? 0);
    const loss = value * (weights[size] ?? 0);
    for (let player = 0; player < players; player++)
      sums[player] = (sums[player] ?? 0) + ((set >> player) & 1 ? gain : -loss);
  }
  return Array.from(sums);
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
