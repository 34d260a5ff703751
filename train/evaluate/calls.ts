import type { Level } from '../../src/contract/verdict.ts';
import type { Shipped } from '../export/open.ts';
import { quantile } from '../fit/scale.ts';
import { createRandom } from '../random.ts';
import type { Figure } from './study.ts';
import { resample } from './tally.ts';

/** Sessions of one kind, and the levels that the shipped model gives them. */
export interface Calls {
  readonly source: string;
  readonly modality: string;
  readonly horizon: string;
  readonly sessions: number;
  readonly people: number;
  readonly unknown: number;
  /** Counts `high` too. */
  readonly medium: Figure;
  readonly high: Figure;
}

/** Draws of the bootstrap: a dozen of them lie beyond either end of a 95 % interval. */
const DRAWS = 500;

/**
 * Shares of each level by source, modality and horizon; intervals resample people, with all their sessions.
 */
export function callsOf(shipped: readonly Shipped[]): Calls[] {
  const key = ({ row }: Shipped): string => `${row.source}|${row.modality}|${row.horizon}`;
  return [...new Set(shipped.map(key))].map((name) => {
    const own = shipped.filter((item) => key(item) === name);
    const people = [...new Set(own.map(({ row }) => row.subject))];
    const random = createRandom('calls', name);
    const draws = Array.from({ length: DRAWS }, () => resample([people], random));
    const share = (...levels: readonly Level[]): Figure => {
      const is = own.map(({ level }) => (levels.includes(level) ? 1 : 0));
      const shares = draws
        .map((weights) => {
          const counts = own.map(({ row }) => weights.get(row.subject) ?? 0);
          return dot(counts, is) / counts.reduce((sum, count) => sum + count, 0);
        })
        .sort((a, b) => a - b);
      // None above a level does not mean a share of 0: the rule of three gives the upper end.
      const none = is.every((value) => value === 0);
      const high = none ? Math.min(1, 3 / people.length) : quantile(shares, 0.975);
      return { value: dot(is, is) / is.length, low: quantile(shares, 0.025), high };
    };
    const [source = '', modality = '', horizon = ''] = name.split('|');
    return {
      source,
      modality,
      horizon,
      sessions: own.length,
      people: people.length,
      unknown: share('unknown').value,
      medium: share('medium', 'high'),
      high: share('high'),
    };
  });
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
