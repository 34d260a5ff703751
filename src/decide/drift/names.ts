import type { DriftVisit } from './drift.ts';

/** By what visits are told apart to find a cause. */
export const DIMENSIONS = ['campaign', 'browser', 'build', 'model', 'release'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a visit is called in each dimension; null where nobody knows. */
export type VisitNames = Readonly<Record<Dimension, string | null>>;

/** Names of a dimension that are counted; the rest is one name. Chosen: browsers of a year, by version. */
export const MOST_NAMES = 100;
/** Longest name. Chosen: as long as a hash. */
export const MOST_CHARACTERS = 64;
const OTHER = 'other';

/** How often each name was seen, of a bounded number of names. */
export type NameCounts = Record<Dimension, Map<string, number>>;

export const createNameCounts = (): NameCounts => ({
  campaign: new Map(),
  browser: new Map(),
  build: new Map(),
  model: new Map(),
  release: new Map(),
});

/** Counts a visit's names. Somebody may send any browser's name. */
export function countNames(counts: NameCounts, names: VisitNames): void {
  for (const dimension of DIMENSIONS) {
    const name = names[dimension];
    if (name === null) continue;
    const own = counts[dimension];
    const counted = own.has(name) || own.size < MOST_NAMES ? name : OTHER;
    own.set(counted, (own.get(counted) ?? 0) + 1);
  }
}

/** What a visit is called. */
export function namesOf({ isCampaign, browser, verdict }: DriftVisit, release: string | null): VisitNames {
  const named = (name: unknown) => (typeof name === 'string' ? name.slice(0, MOST_CHARACTERS) : null);
  return {
    campaign: isCampaign ? 'yes' : null,
    browser: named(browser),
    build: named(verdict?.build),
    model: named(verdict?.model),
    release: named(release),
  };
}
