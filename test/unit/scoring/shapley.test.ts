import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createShapley } from '../../../src/scoring/shapley.ts';

/** One for all games, as an explanation has. */
const shapley = createShapley(9);

const game = fc
  .integer({ min: 1, max: 9 })
  .chain((players) =>
    fc.tuple(fc.constant(players), fc.uint8Array({ minLength: 2 ** players, maxLength: 2 ** players })),
  );
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** By definition: the mean marginal over all orders of the players. */
function byOrders(worth: ArrayLike<number>, players: number): number[] {
  const totals = Array.from({ length: players }, () => 0);
  const walk = (set: number, orders: number): number => {
    const left = Array.from({ length: players }, (_, player) => player).filter(
      (player) => !((set >> player) & 1),
    );
    if (left.length === 0) return orders;
    return sum(
      left.map((player) => {
        const below = walk(set | (1 << player), orders);
        totals[player]! += below * (worth[set | (1 << player)]! - worth[set]!);
        return below;
      }),
    );
  };
  // Every path into `set` counts once for each path out of it; paths into it are multiplied by the recursion.
  const orders = walk(0, 1);
  return totals.map((total) => total / orders);
}

describe('shapley', () => {
  it('shares out the whole worth, no more and no less', () => {
    fc.assert(
      fc.property(game, ([players, worth]) => {
        expect(sum(shapley(worth, players))).toBe(worth.at(-1)! - worth[0]!);
      }),
    );
  });

  it('is the mean marginal over all orders, to within a step', () => {
    fc.assert(
      fc.property(
        game.filter(([players]) => players <= 5),
        ([players, worth]) => {
          const exact = byOrders(worth, players);
          shapley(worth, players).forEach((value, player) => {
            expect(Math.abs(value - exact[player]!)).toBeLessThan(1);
          });
        },
      ),
    );
  });

  it('gives nothing to a player that changes nothing', () => {
    fc.assert(
      fc.property(game, fc.nat(8), ([players, worth], at) => {
        const bit = 1 << (at % players);
        const deaf = worth.map((_, set) => worth[set & ~bit]!);
        expect(shapley(deaf, players)[at % players]).toBe(0);
      }),
    );
  });

  it('gives everybody the same without a player that changes nothing', () => {
    fc.assert(
      fc.property(
        game.filter(([players]) => players < 9),
        fc.nat(8),
        ([players, worth], place) => {
          const at = place % (players + 1);
          const below = (1 << at) - 1;
          const wider = worth.length * 2;
          const deaf = Uint8Array.from(
            { length: wider },
            (_, set) => worth[((set >> 1) & ~below) | (set & below)]!,
          );
          const shares = shapley(deaf, players + 1);
          expect(shares[at]).toBe(0);
          expect(shares.filter((_, player) => player !== at)).toEqual(shapley(worth, players));
        },
      ),
    );
  });

  it('treats equal players alike, to within the step that rounding needs', () => {
    fc.assert(
      fc.property(
        game.filter(([players]) => players > 1),
        ([players, worth]) => {
          // Players 0 and 1 are interchangeable when only their number counts.
          const fair = worth.map((_, set) => ((set & 3) === 2 ? worth[(set & ~3) | 1]! : worth[set]!));
          const [first = 0, second = 0] = shapley(fair, players);
          expect(Math.abs(first - second)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('splits a worth of three between two equal players by largest remainder, the earlier first', () => {
    expect(shapley([0, 0, 0, 3], 2)).toEqual([2, 1]);
    expect(shapley([3, 0, 0, 0], 2)).toEqual([-1, -2]);
  });
});
