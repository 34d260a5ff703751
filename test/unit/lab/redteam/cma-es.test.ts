import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../train/random.ts';
import { createCmaEs } from '../../../lab/redteam/search/cma-es.ts';
import { eigenOf } from '../../../lab/redteam/search/eigen.ts';

type Objective = (x: readonly number[]) => number;

const sphere: Objective = (x) => x.reduce((sum, value) => sum + (value - 0.3) ** 2, 0);
const rosenbrock: Objective = (x) =>
  x.slice(1).reduce((sum, next, i) => sum + 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0);

function minimise(objective: Objective, { n, queries }: { n: number; queries: number }): number {
  const search = createCmaEs({ mean: Array(n).fill(0), sigma: 0.5, random: createRandom('cma', n) });
  for (let asked = 0; asked < queries; ) {
    const candidates = search.ask();
    asked += candidates.length;
    search.tell(candidates, candidates.map(objective));
  }
  return objective(search.mean());
}

describe('the search by covariance matrix adaptation', () => {
  it('finds the middle of the sphere', () => {
    expect(minimise(sphere, { n: 10, queries: 3000 })).toBeLessThan(1e-10);
  });

  it('follows the bent valley of Rosenbrock, which no search along the axes does', () => {
    expect(minimise(rosenbrock, { n: 5, queries: 6000 })).toBeLessThan(1e-8);
  });

  it('moves towards the sphere under noise', () => {
    const random = createRandom('noise');
    const noisy: Objective = (x) => sphere(x) + random.normal(0, 0.05);
    const search = createCmaEs({ mean: Array(20).fill(1), sigma: 0.3, random: createRandom('cma', 'noise') });
    for (let generation = 0; generation < 80; generation += 1) {
      const candidates = search.ask();
      search.tell(candidates, candidates.map(noisy));
    }
    expect(sphere(search.mean())).toBeLessThan(0.1 * sphere(Array(20).fill(1)));
  });

  it('draws the same for the same seed', () => {
    const ask = () => createCmaEs({ mean: [0, 0], sigma: 1, random: createRandom('same') }).ask();
    expect(ask()).toEqual(ask());
  });
});

describe('eigenvalues', () => {
  it('rebuild the matrix', () => {
    const matrix = [
      [4, 1, 0.5],
      [1, 3, -2],
      [0.5, -2, 5],
    ];
    const { values, vectors } = eigenOf(matrix);
    const rebuilt = vectors.map((row) =>
      vectors.map((other) => row.reduce((sum, x, k) => sum + x * (values[k] ?? 0) * (other[k] ?? 0), 0)),
    );
    matrix.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(rebuilt[i]?.[j]).toBeCloseTo(value, 10);
      });
    });
  });
});
