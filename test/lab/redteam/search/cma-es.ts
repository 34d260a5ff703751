import type { Random } from '../../../../train/random.ts';
import { eigenOf } from './eigen.ts';

/**
 * Covariance matrix adaptation (Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772, with its
 * default constants): a search that needs values only, and stands noise. The npm registry has no package for
 * it, so it is written here and tested on the sphere and on Rosenbrock's function.
 */
export interface CmaEs {
  /** Candidates of one generation. */
  ask(): readonly (readonly number[])[];
  /** Moves towards the candidates with the smallest values; `values` in the order of `candidates`. */
  tell(candidates: readonly (readonly number[])[], values: readonly number[]): void;
  mean(): readonly number[];
  sigma(): number;
}

export interface CmaEsOptions {
  readonly mean: readonly number[];
  /** First step length, in the units of the settings. */
  readonly sigma: number;
  readonly random: Random;
}

interface Constants {
  readonly population: number;
  readonly weights: readonly number[];
  readonly selected: number;
  readonly cumulation: number;
  readonly damping: number;
  readonly pathRate: number;
  readonly rankOne: number;
  readonly rankMu: number;
  readonly expectedLength: number;
}

function constantsOf(n: number): Constants {
  const population = 4 + Math.floor(3 * Math.log(n));
  const parents = Math.floor(population / 2);
  const raw = Array.from(
    { length: parents },
    (_, rank) => Math.log((population + 1) / 2) - Math.log(rank + 1),
  );
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const weights = raw.map((weight) => weight / total);
  const selected = 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const cumulation = (selected + 2) / (n + selected + 5);
  const rankOne = 2 / ((n + 1.3) ** 2 + selected);
  return {
    population,
    weights,
    selected,
    cumulation,
    damping: 1 + 2 * Math.max(0, Math.sqrt((selected - 1) / (n + 1)) - 1) + cumulation,
    pathRate: (4 + selected / n) / (n + 4 + (2 * selected) / n),
    rankOne,
    rankMu: Math.min(1 - rankOne, (2 * (selected - 2 + 1 / selected)) / ((n + 2) ** 2 + selected)),
    expectedLength: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n ** 2)),
  };
}

export function createCmaEs({ mean: start, sigma: step, random }: CmaEsOptions): CmaEs {
  const n = start.length;
  const constants = constantsOf(n);
  const { population, weights, selected, cumulation, damping, pathRate, rankOne, rankMu } = constants;
  let mean = [...start];
  let sigma = step;
  let covariance: number[][] = start.map((_, i) => start.map((__, j) => (i === j ? 1 : 0)));
  let eigen = eigenOf(covariance);
  let stepPath = start.map(() => 0);
  let matrixPath = start.map(() => 0);
  let generation = 0;

  /** `B·f(D)·Bᵀ·vector` for a function of the square roots of the eigenvalues. */
  const shaped = (vector: readonly number[], of: (root: number) => number): number[] => {
    const { values, vectors } = eigen;
    const along = values.map((value, k) => {
      const projection = vector.reduce((sum, x, i) => sum + x * (vectors[i]?.[k] ?? 0), 0);
      return projection * of(Math.sqrt(Math.max(value, 1e-20)));
    });
    return vectors.map((row) => row.reduce((sum, x, k) => sum + x * (along[k] ?? 0), 0));
  };
  const drawn = (): number[] => {
    const { values, vectors } = eigen;
    const normal = values.map((value) => Math.sqrt(Math.max(value, 1e-20)) * random.normal());
    return vectors.map(
      (row, i) => (mean[i] ?? 0) + sigma * row.reduce((sum, x, k) => sum + x * (normal[k] ?? 0), 0),
    );
  };

  function tell(candidates: readonly (readonly number[])[], values: readonly number[]): void {
    generation += 1;
    const order = values.map((_, index) => index).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
    const steps = weights.map((_, rank) => {
      const candidate = candidates[order[rank] ?? 0] ?? mean;
      return candidate.map((x, i) => (x - (mean[i] ?? 0)) / sigma);
    });
    const move = mean.map((_, i) => weights.reduce((sum, w, rank) => sum + w * (steps[rank]?.[i] ?? 0), 0));
    mean = mean.map((x, i) => x + sigma * (move[i] ?? 0));
    const white = shaped(move, (root) => 1 / root);
    const keep = Math.sqrt(cumulation * (2 - cumulation) * selected);
    stepPath = stepPath.map((x, i) => (1 - cumulation) * x + keep * (white[i] ?? 0));
    const length = Math.hypot(...stepPath);
    const settled = length / Math.sqrt(1 - (1 - cumulation) ** (2 * generation)) / constants.expectedLength;
    const isShort = settled < 1.4 + 2 / (n + 1);
    const along = isShort ? Math.sqrt(pathRate * (2 - pathRate) * selected) : 0;
    matrixPath = matrixPath.map((x, i) => (1 - pathRate) * x + along * (move[i] ?? 0));
    const lost = isShort ? 0 : rankOne * pathRate * (2 - pathRate);
    covariance = covariance.map((row, i) =>
      row.map((value, j) => {
        const one = (matrixPath[i] ?? 0) * (matrixPath[j] ?? 0);
        const many = weights.reduce(
          (sum, w, rank) => sum + w * (steps[rank]?.[i] ?? 0) * (steps[rank]?.[j] ?? 0),
          0,
        );
        return (1 - rankOne - rankMu + lost) * value + rankOne * one + rankMu * many;
      }),
    );
    sigma *= Math.exp((cumulation / damping) * (length / constants.expectedLength - 1));
    eigen = eigenOf(covariance);
  }

  return {
    ask: () => Array.from({ length: population }, drawn),
    tell,
    mean: () => mean,
    sigma: () => sigma,
  };
}
