import type { Random } from '../../../train/random.ts';

/** Normal quantile of a two-sided 95 % interval. */
const Z = 1.959964;
const DRAWS = 1000;

export type Interval = readonly [low: number, high: number];

/** One session: did it happen, and who was in it. */
export interface Trial {
  readonly hit: boolean;
  readonly people: readonly string[];
}

/** Wilson's interval of a share. */
export function wilson(hits: number, n: number): Interval {
  if (n === 0) return [0, 1];
  const p = hits / n;
  const centre = (p + (Z * Z) / (2 * n)) / (1 + (Z * Z) / n);
  const half = (Z / (1 + (Z * Z) / n)) * Math.sqrt((p * (1 - p)) / n + (Z * Z) / (4 * n * n));
  // At the ends they are exact, which floating point is not.
  return [hits === 0 ? 0 : Math.max(0, centre - half), hits === n ? 1 : Math.min(1, centre + half)];
}

/**
 * 95 % interval of a share over sessions that share people: the wider of Wilson's over sessions and a
 * bootstrap over people. Where a session has two (one who points, one who types) each role's people are drawn
 * anew and a session counts the product (Owen's pigeonhole bootstrap, Ann. Appl. Stat. 1, 2007). Without a
 * single hit the bootstrap knows nothing, and Wilson's stands alone.
 */
export function intervalOf(trials: readonly Trial[], random: Random): Interval {
  const hits = trials.filter(({ hit }) => hit).length;
  const plain = wilson(hits, trials.length);
  if (hits === 0 || hits === trials.length) return plain;
  const roles = [0, 1].map((role) => [...new Set(trials.flatMap(({ people }) => people[role] ?? []))]);
  const shares = Array.from({ length: DRAWS }, () => {
    const counts = roles.map((people) => drawn(people, random));
    let [all, some] = [0, 0];
    for (const { hit, people } of trials) {
      const weight = people.reduce((product, person, role) => product * (counts[role]?.get(person) ?? 0), 1);
      all += weight;
      if (hit) some += weight;
    }
    return all > 0 ? some / all : Number.NaN;
  }).filter(Number.isFinite);
  shares.sort((a, b) => a - b);
  const at = (part: number) =>
    shares[Math.min(shares.length - 1, Math.floor(part * shares.length))] ?? Number.NaN;
  return [Math.min(plain[0], at(0.025)), Math.max(plain[1], at(0.975))];
}

/** How often each comes in a sample with replacement. */
function drawn(people: readonly string[], random: Random): Map<string, number> {
  const counts = new Map<string, number>();
  for (const _ of people) {
    const person = random.pick(people);
    counts.set(person, (counts.get(person) ?? 0) + 1);
  }
  return counts;
}
