import type { DriftCauseKind } from '../../contract/drift.ts';
import type { DriftCause } from './drift.ts';
import { DIMENSIONS, type Dimension, type NameCounts, type VisitNames } from './names.ts';

/** A visit of the window, with what it is called. */
export interface Named {
  readonly names: VisitNames;
}

interface Candidate {
  readonly dimension: Dimension;
  readonly name: string;
  readonly share: number;
}

const KINDS: Readonly<Record<Dimension, DriftCauseKind>> = {
  campaign: 'attack',
  browser: 'browser_release',
  build: 'deploy',
  model: 'deploy',
  release: 'deploy',
};

/** Share of the visits that a cause has at the least. Chosen: fewer shift nothing by themselves. */
const LEAST_SHARE = 0.05;
/** How often more than in the reference. Chosen: a version that is new, or a wave; not a quiet week. */
const GROWTH = 3;
/** Share of the shift that a cause explains at the least. Chosen: most of it. */
const LEAST_EXPLAINED = 0.5;
/** Those that explain nearly as much as the best one are compared by how few visits they need. */
const NEARLY = 0.8;

interface Explaining<V extends Named> {
  readonly reference: NameCounts;
  /** Visits that the reference counts. */
  readonly visits: number;
  /** How far these visits differ from the reference: 0 where they do not. */
  readonly strengthOf: (visits: readonly V[]) => number;
}

/**
 * What most likely shifted the visits of a window: a name that is new or has grown, without whose visits the
 * rest looks as before. Of several, the one that needs the fewest visits.
 */
export function causeOf<V extends Named>(window: readonly V[], explaining: Explaining<V>): DriftCause {
  const { strengthOf } = explaining;
  const whole = strengthOf(window);
  const explained = candidatesOf(window, explaining).map((candidate) => {
    const rest = window.filter(({ names }) => names[candidate.dimension] !== candidate.name);
    const explains = 1 - Math.max(0, strengthOf(rest)) / whole;
    return { ...candidate, explains: Math.max(0, explains) };
  });
  const best = Math.max(0, ...explained.map(({ explains }) => explains));
  const [cause] = explained
    .filter(({ explains }) => explains >= LEAST_EXPLAINED && explains >= NEARLY * best)
    .toSorted((a, b) => a.share - b.share);
  if (cause === undefined) return { kind: 'unknown', name: null, share: 0, explains: 0 };
  const { dimension, name, share, explains } = cause;
  return { kind: KINDS[dimension], name: dimension === 'campaign' ? null : name, share, explains };
}

/** Names that have a larger share of the window than of the reference. */
function candidatesOf<V extends Named>(
  window: readonly V[],
  { reference, visits }: Pick<Explaining<V>, 'reference' | 'visits'>,
): readonly Candidate[] {
  return DIMENSIONS.flatMap((dimension) => {
    const counts = new Map<string, number>();
    for (const { names } of window) {
      const name = names[dimension];
      if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return [...counts].flatMap(([name, count]): readonly Candidate[] => {
      const share = count / window.length;
      const was = (reference[dimension].get(name) ?? 0) / Math.max(1, visits);
      return share >= LEAST_SHARE && share >= GROWTH * was ? [{ dimension, name, share }] : [];
    });
  });
}
