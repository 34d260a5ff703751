import type { Random } from '../../../train/random.ts';
import { byPerson, type Visit } from './visits.ts';

/** The visits of each person who came more than once. */
export const returning = (visits: readonly Visit[]): readonly (readonly Visit[])[] =>
  [...byPerson(visits).values()].filter((own) => own.length > 1);

/** Weight of a feature that one of two visits lacks, in steps. Chosen: one deviation (INPUT_STEPS). */
const MISSING_STEPS = 32;

/**
 * What each feature says about who somebody is: one divided by how much it varies within a person, and 0
 * where it varies as much within people as between them. Learnt on other people than those told apart.
 */
export function learnWeights(visits: readonly Visit[], features: number): Float64Array {
  const people = returning(visits);
  return Float64Array.from({ length: features }, (_, at) => {
    const known = people
      .map((own) => own.flatMap((visit) => stepsOf(visit, at) ?? []))
      .filter((own) => own.length > 1);
    const within = mean(known.map(variance));
    const all = variance(known.flat());
    return within > 0 && all > within ? (all - within) / (all * within) : 0;
  });
}

export interface Gallery {
  /** People to tell apart. */
  readonly size: number;
  readonly draws: number;
  /** Places of the features that are looked at. */
  readonly features: readonly number[];
  readonly weights: Float64Array;
}

/**
 * Share of draws in which the visit nearest to one of a person's is that person's other one, among one visit
 * of each of `size` people. Null with fewer people who came twice.
 */
export function identify(
  visits: readonly Visit[],
  random: Random,
  { size, draws, features, weights }: Gallery,
): number | null {
  const people = returning(visits);
  if (people.length < size) return null;
  let found = 0;
  for (let draw = 0; draw < draws; draw++) {
    const gallery = shuffled(people, random)
      .slice(0, size)
      .map((own) => shuffled(own, random));
    const probe = gallery[0]?.[1];
    if (!probe) continue;
    const distances = gallery.map(([shown]) =>
      shown ? distanceOf(probe, shown, { features, weights }) : Infinity,
    );
    const least = Math.min(...distances);
    // Who cannot be told apart is guessed.
    const nearest = distances.filter((distance) => distance === least).length;
    if (distances[0] === least) found += 1 / nearest;
  }
  return found / draws;
}

function distanceOf(
  a: Visit,
  b: Visit,
  { features, weights }: Pick<Gallery, 'features' | 'weights'>,
): number {
  let sum = 0;
  for (const at of features) {
    const [one, other] = [stepsOf(a, at), stepsOf(b, at)];
    if (one === null && other === null) continue;
    const steps = one === null || other === null ? MISSING_STEPS : one - other;
    sum += (weights[at] ?? 0) * steps ** 2;
  }
  return sum;
}

const stepsOf = ({ evidence: { values, missing } }: Visit, at: number): number | null =>
  missing[at] === 1 ? null : (values[at] ?? 0);

const mean = (numbers: readonly number[]): number =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function variance(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return mean(numbers.map((number) => (number - middle) ** 2));
}

/** The same items in a random order (Fisher–Yates). */
function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.integer(0, at);
    [order[at], order[other]] = [order[other] as T, order[at] as T];
  }
  return order;
}
