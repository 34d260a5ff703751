import { GROUPS, type GroupName, MEMBERS } from '../../src/contract/features/index.ts';
import type { Manifest, Seen } from '../../src/contract/model.ts';
import type { Evidence } from '../../src/scoring/quantise.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { FITTED } from '../fit/select.ts';
import { createRandom, type Random } from '../random.ts';
import { meanSquare, placePoints } from './points.ts';

/** Evidence of the training and whose it is. */
export interface SeenEvidence {
  readonly evidence: Evidence;
  readonly automation: boolean;
  /** Recorder. */
  readonly source: string;
  /** `human`, or the generator's name. */
  readonly family: string;
}

/** Points of a group. Chosen: as many as fit 2 KB for all groups; more find no more (LAB.md, 57). */
const POINTS = 24;
/** Most rows of a recorder or family that points are placed on, so that none outweighs the others. */
const MOST_ROWS = 250;
/** Share of a recorder's people that may be unfamiliar in any group (issue 16). */
const MOST_UNFAMILIAR = 0.01;
/** Fewer rows of a recorder than this set no quantile; their furthest row lies within the radius. */
const LEAST_ROWS = 50;
/** Steps; a backend refuses a radius of 0, and evidence is rounded to whole steps. */
const LEAST_RADIUS = 1;
/** Halvings of the share that a group may leave outside: finer than one row of the largest recorder. */
const HALVINGS = 20;

/**
 * Where the evidence lies that a model was fitted to, by learnt group: points placed by k-means on people and
 * scripts, and radii that leave at most 1 % of any recorder's people outside in one group or more. The same
 * evidence in the same order gives the same points.
 */
export function seenOf(all: readonly SeenEvidence[], points = POINTS): NonNullable<Manifest['seen']> {
  const placed = FITTED.flatMap((group): Placed[] => {
    const active = all.filter(({ evidence }) => isActive(evidence, group));
    // Without people nothing says how far theirs may lie.
    if (active.every(({ automation }) => automation)) return [];
    const fit = balanced(active, createRandom('seen', group)).map(({ evidence }) => evidence);
    const random = createRandom('points', group);
    return [{ group, points: placePoints(fit, { members: MEMBERS[group], count: points, random }) }];
  });
  const radii = radiiOf(
    placed,
    all.filter(({ automation }) => !automation),
  );
  return Object.fromEntries(
    placed.map(({ group, points: own }, index): [GroupName, Seen] => [
      group,
      { points: encodeBase64url(Uint8Array.from(own.flat())), radius: radii[index] ?? 0 },
    ]),
  );
}

interface Placed {
  readonly group: GroupName;
  readonly points: readonly (readonly number[])[];
}

const isActive = ({ missing }: Evidence, group: GroupName): boolean =>
  MEMBERS[group].filter((index) => !missing[index]).length >= GROUPS[group].minPresent;

function groupedBy(rows: readonly SeenEvidence[], nameOf: (row: SeenEvidence) => string): SeenEvidence[][] {
  const groups = new Map<string, SeenEvidence[]>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return [...groups.values()];
}

/** As many rows of each recorder's people and of each family as there are, and 250 at most. */
function balanced(rows: readonly SeenEvidence[], random: Random): SeenEvidence[] {
  const kinds = groupedBy(rows, ({ automation, source, family }) => (automation ? family : `:${source}`));
  return kinds.flatMap((kind) => {
    const left = [...kind];
    return Array.from({ length: Math.min(MOST_ROWS, kind.length) }, () => {
      const at = random.integer(0, left.length - 1);
      const [drawn] = left.splice(at, 1);
      return drawn as SeenEvidence;
    });
  });
}

/** The greatest share outside each group's radius with which no recorder has more than 1 % outside any. */
function radiiOf(placed: readonly Placed[], people: readonly SeenEvidence[]): number[] {
  const recorders = groupedBy(people, ({ source }) => source).map((rows) =>
    placed.map(({ group, points }) =>
      rows.map(({ evidence }) =>
        isActive(evidence, group) ? meanSquare(evidence, MEMBERS[group], points) : null,
      ),
    ),
  );
  const radiiAt = (share: number): number[] =>
    placed.map((_, group) =>
      Math.max(
        LEAST_RADIUS,
        Math.ceil(
          Math.sqrt(recorders.reduce((most, rows) => Math.max(most, quantile(rows[group] ?? [], share)), 0)),
        ),
      ),
    );
  const isWithin = (radii: readonly number[]): boolean =>
    recorders.every((rows) => {
      const count = rows[0]?.length ?? 0;
      let outside = 0;
      for (let row = 0; row < count; row += 1)
        if (radii.some((radius, group) => (rows[group]?.[row] ?? 0) > radius ** 2)) outside += 1;
      return outside <= MOST_UNFAMILIAR * count;
    });
  let [low, high] = [0, 2 * MOST_UNFAMILIAR];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (isWithin(radiiAt(middle))) low = middle;
    else high = middle;
  }
  return radiiAt(low);
}

/**
 * The value that `share` of all rows exceed, of those that have the group; no more of these than the share
 * that may be unfamiliar, so that a rare group is not given up.
 */
function quantile(values: readonly (number | null)[], share: number): number {
  const present = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (present.length === 0) return 0;
  const outside =
    present.length < LEAST_ROWS
      ? 0
      : Math.floor(Math.min(share * values.length, MOST_UNFAMILIAR * present.length));
  return present[Math.max(0, present.length - 1 - outside)] ?? 0;
}
