import { CATALOGUE, DELIVERY_MINOR, FREE_DELIVERY_FROM_MINOR, type Sku } from '../shop/catalogue.ts';
import type { Customer } from './customers.ts';
import { createRandom, type Random } from './random.ts';
import type { SeedVisit } from './visit.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A day in which a campaign, or a kind of people, comes by. */
export interface Draw {
  readonly random: Random;
  /** How many come, where `visits` come on a whole day. */
  readonly count: (visits: number) => number;
  /** Milliseconds before now, `hours` before the end of the day. */
  readonly ago: (hours: number) => number;
  /** A name that nobody has on another day. */
  readonly name: (text: string) => string;
  /** Who has been buying here for a while. */
  readonly customers: readonly Customer[];
}

/** Something that happens: visits of one kind. */
export interface Happening {
  readonly name: string;
  /** What a person sees who looks. */
  readonly looks: string;
  /** What is lost, or why nothing is. */
  readonly loses: string;
  readonly visits: (draw: Draw) => readonly SeedVisit[];
}

export interface DrawOptions {
  readonly customers: readonly Customer[];
  /** Whole days between the day's end and now. */
  readonly daysAgo: number;
  /** Share of a whole day's visits that come. */
  readonly share: number;
}

export function drawDay({ name }: Happening, { customers, daysAgo, share }: DrawOptions): Draw {
  return {
    random: createRandom(`${name}/${daysAgo}`),
    count: (visits) => Math.max(1, Math.round(visits * share)),
    ago: (hours) => daysAgo * DAY_MS + hours * HOUR_MS,
    name: (text) => `${name}/${daysAgo}/${text}`,
    customers,
  };
}

/** `count` members of a list that `make` makes, from 0 on. */
export const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const SKUS = Object.keys(CATALOGUE) as readonly Sku[];

/** A basket of so many pieces, euros with delivery. */
export function drawBasket(random: Random, pieces: number): number {
  const goods = times(pieces, () => CATALOGUE[random.pick(SKUS)].priceMinor).reduce((a, b) => a + b, 0);
  return (goods + (goods < FREE_DELIVERY_FROM_MINOR ? DELIVERY_MINOR : 0)) / 100;
}

/** What an ordinary order has: mostly one piece or two. */
export const drawPieces = (random: Random): number =>
  random.chance(0.55) ? 1 : random.chance(0.6) ? 2 : random.whole(3, 6);
