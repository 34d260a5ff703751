/**
 * One integer for each of the `players`; they sum to worth[all] − worth[none]. `worth[S]` is the worth of the
 * coalition whose members are the bits of S.
 */
export type Shapley = (worth: ArrayLike<number>, players: number) => readonly number[];

/**
 * Makes the function that computes exact Shapley values in integers, for games of at most `most` players. Its
 * working memory serves any number of games.
 *
 * Each value is a fraction over players!; it is rounded by largest remainder (ties: the earlier player), so a
 * player that changes nothing gets exactly 0 and equal players differ by at most 1.
 */
export function createShapley(most: number): Shapley {
  const sizes = new Uint8Array(2 ** most);
  for (let set = 1; set < sizes.length; set++) sizes[set] = (sizes[set >> 1] ?? 0) + (set & 1);
  const room = { sizes, both: new Float64Array(2 ** most) };
  return (worth, players) => divide(sumMarginals(worth, players, room), factorial(players));
}

/** Fractions over `orders` whose sum is whole, as integers of the same sum. */
function divide(numerators: readonly number[], orders: number): readonly number[] {
  const shares = numerators.map((numerator) => Math.floor(numerator / orders));
  const rests = numerators.map((numerator, player) => numerator - (shares[player] ?? 0) * orders);
  const spare = rests.reduce((sum, rest) => sum + rest, 0) / orders;
  for (let given = 0; given < spare; given++) {
    const lucky = rests.indexOf(Math.max(...rests));
    shares[lucky] = (shares[lucky] ?? 0) + 1;
    rests[lucky] = -1;
  }
  return shares;
}

interface Room {
  /** Members of each coalition. */
  readonly sizes: Uint8Array;
  /** One number for each coalition. */
  readonly both: Float64Array;
}

/**
 * For each player: Σ over coalitions S without it of |S|! · (players − |S| − 1)! · (worth of S with it −
 * worth of S).
 */
function sumMarginals(worth: ArrayLike<number>, players: number, { sizes, both }: Room): readonly number[] {
  // A worth counts for every member of its coalition, and against everybody who is not in it: for a player, Σ
  // over the coalitions with it of gain + loss, less Σ over all coalitions of loss. Nobody is in the
  // coalition of none, and nobody is left out of that of all.
  const losses = Array.from(
    { length: players },
    (_, size) => factorial(size) * factorial(players - size - 1),
  );
  const gains = [0, ...losses];
  losses.push(0);
  const coalitions = 1 << players;
  let against = 0;
  for (let set = 0; set < coalitions; set++) {
    const size = sizes[set] ?? 0;
    const value = worth[set] ?? 0;
    const loss = value * (losses[size] ?? 0);
    both[set] = value * (gains[size] ?? 0) + loss;
    against += loss;
  }
  // The upper half of the coalitions has the last player. Without it, those of the others lie on one another.
  const sums: number[] = [];
  for (let half = coalitions >> 1; half > 0; half >>= 1) {
    let sum = 0;
    for (let set = 0; set < half; set++) {
      const upper = both[half + set] ?? 0;
      sum += upper;
      both[set] = (both[set] ?? 0) + upper;
    }
    sums.unshift(sum - against);
  }
  return sums;
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
