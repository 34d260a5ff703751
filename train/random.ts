import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Seeded draws. The same seed gives the same numbers, so the same recordings give the same model. */
export interface Random {
  /** Uniform in [low, high). */
  uniform(low?: number, high?: number): number;
  /** Uniform on a logarithmic axis; both bounds > 0. */
  logUniform(low: number, high: number): number;
  normal(mean?: number, deviation?: number): number;
  /** `median · exp(sigma · N(0,1))`. */
  logNormal(median: number, sigma: number): number;
  /** Integer in [low, high], both included. */
  integer(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
}

/** A seed from names (FNV-1a), so that a new family does not change the draws of another. */
export function seedOf(...names: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of names.join('/')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash | 0;
}

export function createRandom(...names: readonly (string | number)[]): Random {
  const generator = xoroshiro128plus(seedOf(...names));
  const unit = (): number => uniformFloat64(generator);
  const uniform = (low = 0, high = 1): number => low + (high - low) * unit();
  const normal = (mean = 0, deviation = 1): number => {
    const radius = Math.sqrt(-2 * Math.log(1 - unit()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * unit());
  };
  return {
    uniform,
    normal,
    logUniform: (low, high) => Math.exp(uniform(Math.log(low), Math.log(high))),
    logNormal: (median, sigma) => median * Math.exp(normal(0, sigma)),
    integer: (low, high) => low + Math.floor(unit() * (high - low + 1)),
    chance: (probability) => unit() < probability,
    pick: (items) => {
      const item = items[Math.floor(unit() * items.length)];
      if (item === undefined) throw new RangeError('pick from an empty list');
      return item;
    },
  };
}
