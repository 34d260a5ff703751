import type { Level } from '../../../src/contract/verdict.ts';
import { wilson } from '../cohorts/interval.ts';

/** One visit of an attacker, as far as a table needs it. */
export interface Tried {
  readonly level: Level | 'missing';
  readonly logit: number | null;
  readonly flags: readonly string[];
  /** What the shop decided; null in a simulation, which has no shop. */
  readonly decision: string | null;
  /** Which of several searches found the settings. */
  readonly search: number;
}

export const LEVELS = ['low', 'unknown', 'medium', 'high', 'missing'] as const;

/** A share of visits with Wilson's interval at 95 %. */
export interface Share {
  readonly hits: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** A cell of the report: one attacker under one set of circumstances. */
export interface Cell {
  readonly sessions: number;
  readonly levels: Readonly<Record<(typeof LEVELS)[number], Share>>;
  /** `low`, with no flag of the backend and, live, allowed by the shop. */
  readonly passed: Share;
  readonly medianLogit: number | null;
  /** Least and greatest share `low` among the searches; the same where there was one. */
  readonly searches: readonly [least: number, greatest: number];
}

/** Every stranger's first visit may have these, a person's too. */
const STRANGER = ['fresh_key', 'unbound'];

/** `low`, and neither a flag nor the shop's policy stands against it. */
const isPassed = ({ level, flags, decision }: Tried): boolean =>
  level === 'low' && flags.every((flag) => STRANGER.includes(flag)) && (decision ?? 'allow') === 'allow';

export function cellOf(tried: readonly Tried[]): Cell {
  const shareOf = (visits: readonly Tried[], test: (visit: Tried) => boolean): Share => {
    const hits = visits.filter(test).length;
    const [low, high] = wilson(hits, visits.length);
    return { hits, share: visits.length > 0 ? hits / visits.length : 0, low, high };
  };
  const isLow = ({ level }: Tried) => level === 'low';
  const names = [...new Set(tried.map(({ search }) => search))];
  const each = names.map(
    (name) =>
      shareOf(
        tried.filter(({ search }) => search === name),
        isLow,
      ).share,
  );
  const logits = tried.flatMap(({ logit }) => logit ?? []).sort((a, b) => a - b);
  return {
    sessions: tried.length,
    levels: {
      low: shareOf(tried, isLow),
      unknown: shareOf(tried, ({ level }) => level === 'unknown'),
      medium: shareOf(tried, ({ level }) => level === 'medium'),
      high: shareOf(tried, ({ level }) => level === 'high'),
      missing: shareOf(tried, ({ level }) => level === 'missing'),
    },
    passed: shareOf(tried, isPassed),
    medianLogit: logits[Math.floor(logits.length / 2)] ?? null,
    searches: [Math.min(1, ...each), Math.max(0, ...each)],
  };
}
