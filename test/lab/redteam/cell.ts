import type { Level } from '../../../src/contract/verdict.ts';
import { wilson } from '../cohorts/interval.ts';

/** One visit of an attacker, as far as a table needs it. */
export interface Tried {
  readonly level: Level | 'missing';
  readonly logit: number | null;
  readonly flags: readonly string[];
  /** What the shop decided; null in a simulation, which has no shop. */
  readonly decision: string | null;
}

export const LEVELS = ['low', 'unknown', 'medium', 'high', 'missing'] as const;

/** A share of visits with Wilson's interval at 95 %. */
export interface Share {
  readonly hits: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** What the visits of one attacker under one set of circumstances came to; all that is kept of them. */
export interface Counts extends Readonly<Record<(typeof LEVELS)[number], number>> {
  readonly sessions: number;
  /** `low`, with no flag of the backend and, live, allowed by the shop. */
  readonly passed: number;
  readonly medianLogit: number | null;
}

/** A cell of the report: counts with their shares. */
export interface Cell {
  readonly sessions: number;
  readonly levels: Readonly<Record<(typeof LEVELS)[number], Share>>;
  readonly passed: Share;
  readonly medianLogit: number | null;
}

/** Visits of a live cell in a release's report (features.md §5); fewer decide nothing. */
export const FULL_SESSIONS = 40;

/** Every stranger's first visit may have these, a person's too. */
const STRANGER = ['fresh_key', 'unbound'];

/** `low`, and neither a flag nor the shop's policy stands against it. */
const isPassed = ({ level, flags, decision }: Tried): boolean =>
  level === 'low' && flags.every((flag) => STRANGER.includes(flag)) && (decision ?? 'allow') === 'allow';

export function countsOf(tried: readonly Tried[]): Counts {
  const at = (wanted: Tried['level']) => tried.filter(({ level }) => level === wanted).length;
  const logits = tried.flatMap(({ logit }) => logit ?? []).sort((a, b) => a - b);
  return {
    sessions: tried.length,
    low: at('low'),
    unknown: at('unknown'),
    medium: at('medium'),
    high: at('high'),
    missing: at('missing'),
    passed: tried.filter(isPassed).length,
    medianLogit: logits[Math.floor(logits.length / 2)] ?? null,
  };
}

export function cellOf({ sessions, passed, medianLogit, ...levels }: Counts): Cell {
  const shareOf = (hits: number): Share => {
    const [low, high] = wilson(hits, sessions);
    return { hits, share: sessions > 0 ? hits / sessions : 0, low, high };
  };
  return {
    sessions,
    levels: {
      low: shareOf(levels.low),
      unknown: shareOf(levels.unknown),
      medium: shareOf(levels.medium),
      high: shareOf(levels.high),
      missing: shareOf(levels.missing),
    },
    passed: shareOf(passed),
    medianLogit,
  };
}
