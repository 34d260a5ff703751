import { MODALITIES, type Modality, SUBSETS } from './modalities.ts';
import { binOf, distances, nearestOf, type Shown } from './near.ts';
import { logTail } from './tail.ts';

/** A visit of the window. */
export interface Recent extends Shown {
  readonly atMs: number;
  readonly jkt: string;
  readonly session: string | null;
  /** Of its vote. */
  readonly weight: number;
}

/** An older visit: what the site's own people are like. It has neither key nor session. */
export interface Older extends Shown {
  readonly atMs: number;
  readonly weight: number;
}

/** A wave about a visit. */
export interface Wave {
  /** Its other visits, of each key and session one. */
  readonly others: readonly Recent[];
  /** log10 of the chance that people alone come this close together. */
  readonly chance: number;
}

export interface Field {
  readonly recent: readonly Recent[];
  readonly older: readonly Older[];
  /** log10 of the chance at or below which there is a wave. */
  readonly level: number;
}

/** Share of a modality's features that a visit must show. Chosen: fewer are mostly noise. */
const LEAST_SHOWN = 0.4;
/** Votes of older visits below which nothing is said. Chosen: one in a hundred people must be among them. */
const LEAST_OLDER = 100;
/** Votes below which there is no wave. Chosen: four people may be one household. */
const LEAST_VOTES = 4;
/** Nearest votes that are counted, so that a larger wave reads as 65. */
const MOST_VOTES = 64;
const HOUR_MS = 3_600_000;

/** The wave that a visit belongs to, by the modality in which it is clearest; null where there is none. */
export function scan(visit: Recent, { recent, older, level }: Field): Wave | null {
  let found: Wave | null = null;
  for (const modality of Object.keys(MODALITIES) as Modality[]) {
    if (!shows(visit, modality)) continue;
    const showing = (other: Shown) => shows(other, modality);
    const field = { recent: votersOf(visit, recent.filter(showing)), older: older.filter(showing), level };
    const wave = scanModality(visit, modality, field);
    if (wave && wave.chance < (found?.chance ?? 0)) found = wave;
  }
  return found;
}

function shows({ missing }: Shown, modality: Modality): boolean {
  const features = MODALITIES[modality];
  let shown = 0;
  for (const feature of features) if (missing[feature] === 0) shown++;
  return shown >= LEAST_SHOWN * features.length;
}

/** The densest wave of all sets of features, over an hour and a day. */
function scanModality(visit: Recent, modality: Modality, { recent, older, level }: Field): Wave | null {
  const people = weigh(older);
  if (people < LEAST_OLDER) return null;
  const isLastHour = ({ atMs }: Recent) => visit.atMs - atMs < HOUR_MS;
  const dayShare = shareOf(recent, people);
  const hourShare = shareOf(recent.filter(isLastHour), people);
  let [chance, others]: [number, readonly Recent[]] = [0, []];
  const subsets = subsetsOf(visit, modality);
  const fromRecent = distances(visit, recent, subsets);
  const fromOlder = distances(visit, older, subsets);
  for (const [index, features] of subsets.entries()) {
    const near = nearOf(recent, fromRecent[index] as Float32Array);
    const apart = fromOlder[index] as Float32Array;
    for (const [voters, share] of [
      [near, dayShare],
      [near.filter(({ other }) => isLastHour(other)), hourShare],
    ] as const) {
      const dense = densest(voters, { older, apart, share, most: Math.min(level, chance) });
      const circle = voters.slice(0, dense.size);
      if (dense.chance > Math.min(level, chance) || !isAmong(circle, features)) continue;
      chance = dense.chance;
      others = circle.map(({ other }) => other);
    }
  }
  return others.length > 0 ? { others, chance } : null;
}

interface Neighbour {
  readonly other: Recent;
  readonly at: number;
}

/** What of each set of features the visit shows. */
const subsetsOf = ({ missing }: Shown, modality: Modality): (readonly number[])[] =>
  SUBSETS[modality]
    .map((subset) => ({ subset, shown: subset.filter((feature) => missing[feature] === 0) }))
    .filter(({ subset, shown }) => shown.length >= LEAST_SHOWN * subset.length)
    .map(({ shown }) => shown);

function nearOf(recent: readonly Recent[], apart: Float32Array): Neighbour[] {
  return nearestOf(apart, MOST_VOTES)
    .slice(0, MOST_VOTES)
    .map((index) => ({
      other: recent[index] as Recent,
      at: apart[index] ?? Number.POSITIVE_INFINITY,
    }));
}

/**
 * One vote a key and a session, the newest visit's; none of the visit's own. The nearest of several would be
 * nearer than an older visit, of which each key has one.
 */
const votersOf = (visit: Recent, recent: readonly Recent[]): readonly Recent[] =>
  [...recent].reverse().filter(unseen(visit));

function unseen({ jkt, session }: Recent): (other: Recent) => boolean {
  const keys = new Set([jkt]);
  const sessions = new Set(session === null ? [] : [session]);
  return (other) => {
    const isSeen = keys.has(other.jkt) || (other.session !== null && sessions.has(other.session));
    keys.add(other.jkt);
    if (other.session !== null) sessions.add(other.session);
    return !isSeen;
  };
}

const weigh = (visits: readonly { readonly weight: number }[]): number =>
  visits.reduce((sum, { weight }) => sum + weight, 0);

/** Share of all votes that are in the window: where a vote among people falls into it by chance. */
function shareOf(recent: readonly Recent[], people: number): number {
  const votes = weigh(recent);
  return votes / (votes + people);
}

/** How much farther from a wave's visits one of them may be than they are from each other. Chosen: twice. */
const MOST_APART = 2;

/** Whether a visit is as near to the others as they are to each other, and not merely nearer than people. */
function isAmong(circle: readonly Neighbour[], features: readonly number[]): boolean {
  const others = circle.map(({ other }) => other);
  const pairs = others.flatMap((other, index) => [
    ...(distances(other, others.slice(index + 1), [features])[0] ?? []),
  ]);
  // Medians: people in the circle are far from all others.
  return median(circle.map(({ at }) => at)) <= MOST_APART * median(pairs);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;

interface Density extends Pick<Field, 'older'> {
  /** How far each of the older visits is. */
  readonly apart: Float32Array;
  readonly share: number;
  /** Chances above it are of no interest. */
  readonly most: number;
}

/** The circle about a visit that people would fill the least likely: that chance, and how many are in it. */
function densest(
  voters: readonly Neighbour[],
  { older, apart, share, most }: Density,
): { readonly chance: number; readonly size: number } {
  // Even with nobody else near.
  const least = Math.log10(share) * weigh(voters.map(({ other }) => other));
  if (voters.length < LEAST_VOTES || least > most) return { chance: 0, size: 0 };
  const radii = voters.map(({ at }) => at);
  const within = new Float64Array(radii.length + 1);
  for (let i = 0; i < apart.length; i++) {
    const bin = binOf(radii, apart[i] as number);
    within[bin] = (within[bin] ?? 0) + (older[i]?.weight ?? 0);
  }
  let [near, far, chance, size] = [0, 0, 0, 0];
  voters.forEach(({ other }, index) => {
    near += other.weight;
    far += within[index] ?? 0;
    if (index + 1 < LEAST_VOTES || near <= share * (near + far)) return;
    // Halves of votes are rounded against a wave.
    const own = logTail(Math.floor(near), Math.ceil(far), { share, most });
    if (own < chance) [chance, size] = [own, index + 1];
  });
  return { chance, size };
}
