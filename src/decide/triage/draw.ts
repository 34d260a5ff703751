import type { Facts } from '../decision.ts';
import type { Places } from './budget.ts';

/** Visits that may be drawn, by kind: how many there are. */
export interface Frame {
  readonly novel: number;
  readonly other: number;
}

/** Visits that were drawn from one kind. */
export interface Drawn {
  /** Places in the frame, from 0 on, ascending. */
  readonly places: readonly number[];
  /** Probability of each to be drawn. */
  readonly propensity: number;
}

/** A number in [0, 1) at every call. */
export type Random = () => number;

/**
 * Flags that say that nothing like this visit was seen: its evidence is out of bounds, unlike all that the
 * training had, or too thin to judge.
 */
const NOVEL: ReadonlySet<string> = new Set([
  'implausible_evidence',
  'implausible_timing',
  'ood',
  'sparse_evidence',
]);

/** Whether nobody can say what kind of visit it is: half of the draws are among these. */
export const isNovel = ({ level, flags }: Pick<Facts, 'level' | 'flags'>): boolean =>
  level === 'unknown' || flags.some((flag) => NOVEL.has(flag));

/**
 * Draws a day's audit: from each kind as many as it has places for, every visit with the same probability.
 * Places that one kind does not fill go to the other.
 */
export function draw(
  frame: Frame,
  { drawn, novel }: Pick<Places, 'drawn' | 'novel'>,
  random: Random,
): { readonly novel: Drawn; readonly other: Drawn } {
  const others = Math.min(frame.other, drawn - Math.min(novel, frame.novel));
  return {
    novel: drawFrom(frame.novel, drawn - others, random),
    other: drawFrom(frame.other, others, random),
  };
}

/** `wanted` of `count` places without repetition, each with the same probability (Floyd's algorithm). */
function drawFrom(count: number, wanted: number, random: Random): Drawn {
  const size = Math.max(0, Math.min(count, wanted));
  const places = new Set<number>();
  for (let last = count - size; last < count; last++) {
    const place = Math.min(last, Math.floor(random() * (last + 1)));
    places.add(places.has(place) ? last : place);
  }
  return { places: [...places].toSorted((a, b) => a - b), propensity: count === 0 ? 0 : size / count };
}

/** Numbers that look random and follow from the seed (mulberry32, T. Ettinger 2017). Keeps no secret. */
export function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
