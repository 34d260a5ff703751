import { wilson } from '../../../train/evaluate/wilson.ts';
import type { Kind } from './waves.ts';

/** What was found of one wave. */
export interface WaveResult {
  readonly site: string;
  readonly use: 'choose' | 'report';
  readonly modality: string;
  readonly name: string;
  readonly kind: Kind;
  /** −log10 of the chance for each visit, 0 where there was no wave at all. */
  readonly scores: readonly number[];
  /** Visits whose level was low or unknown. */
  readonly passed: number;
}

/** What was said of a site's people. */
export interface PeopleResult {
  readonly site: string;
  readonly use: 'choose' | 'report';
  /** Where nobody attacks, and while a wave runs. */
  readonly quiet: readonly number[];
  readonly during: readonly number[];
}

/** Visits of a wave that must be flagged for it to count as found. */
export const LEAST_FOUND = 3;
/** A wave passes where half of its visits do. */
const PASSING = 10;

export function tableOf(
  waves: readonly WaveResult[],
  people: readonly PeopleResult[],
  { level, kinds }: { readonly level: number; readonly kinds: readonly Kind[] },
): string {
  const flags = (score: number) => score >= -level;
  const isFound = ({ scores }: WaveResult) => scores.filter(flags).length >= LEAST_FOUND;
  const rows = people.map(({ site, use, quiet, during }) => {
    const own = waves.filter((wave) => wave.site === site);
    const found = kinds.map((kind) => {
      const of = own.filter((wave) => wave.kind === kind);
      const passing = of.filter(({ passed }) => passed >= PASSING);
      return `${shareOf(of, isFound)}; passing ${shareOf(passing, isFound)}`;
    });
    return `| ${[site, use, shareOf(quiet, flags), shareOf(during, flags), ...found].join(' | ')} |`;
  });
  const head = ['site', 'use', 'people, quiet', 'people, during a wave', ...kinds];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

function shareOf<T>(trials: readonly T[], hits: (trial: T) => boolean): string {
  const count = trials.filter(hits).length;
  if (trials.length === 0) return 'none';
  const [low, high] = wilson(count / trials.length, trials.length);
  const percent = (share: number) => (100 * share).toFixed(1);
  return `${count} of ${trials.length}, ${percent(low)} – ${percent(high)} %`;
}
