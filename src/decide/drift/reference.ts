import { FEATURES } from '../../contract/features/index.ts';
import { type Binned, FEATURE_BINS, SCORE_BINS } from './counts.ts';
import { countNames, createNameCounts, type NameCounts, type VisitNames } from './names.ts';

/** The visits of a fixed time, as counts. */
export interface Reference {
  sinceMs: number | null;
  /** Visits with evidence, of each key one a day. */
  visits: number;
  /** All attempts, and those without a token. */
  attempts: number;
  missing: number;
  readonly scores: Uint32Array;
  /** Of each feature its bins, one after the other. */
  readonly features: Uint32Array;
  readonly names: NameCounts;
  isComplete: boolean;
}

const DAY_MS = 86_400_000;
/**
 * A reference is complete after so many visits, over so many days. Chosen: a week has every weekday, and with
 * a thousand visits a share is known to within three points; `npm run lab -- drift` measures alarms with it.
 */
export const LEAST_VISITS = 1000;
const LEAST_MS = 7 * DAY_MS;

export const createReference = (): Reference => ({
  ...{ sinceMs: null, visits: 0, attempts: 0, missing: 0 },
  scores: new Uint32Array(SCORE_BINS),
  features: new Uint32Array(FEATURES.length * FEATURE_BINS),
  names: createNameCounts(),
  isComplete: false,
});

/** Counts an attempt. */
export function countAttempt(reference: Reference, atMs: number, isMissing: boolean): void {
  reference.sinceMs ??= atMs;
  reference.attempts++;
  if (isMissing) reference.missing++;
}

/** Counts what an accepted visit shows. */
export function countVisit(reference: Reference, { features, score }: Binned, names: VisitNames): void {
  reference.visits++;
  if (score !== null) reference.scores[score] = (reference.scores[score] ?? 0) + 1;
  features.forEach((bin, index) => {
    const place = index * FEATURE_BINS + bin;
    reference.features[place] = (reference.features[place] ?? 0) + 1;
  });
  countNames(reference.names, names);
}

/** Whether enough was seen for long enough. */
export const isEnough = ({ visits, sinceMs }: Reference, atMs: number): boolean =>
  visits >= LEAST_VISITS && sinceMs !== null && atMs - sinceMs >= LEAST_MS;

/** Share of attempts without a token; never 0 or 1, which no reference proves. */
export const missingRateOf = ({ attempts, missing }: Reference): number => (missing + 1) / (attempts + 2);

/** The bins of one feature. */
export const featureCounts = ({ features }: Reference, index: number): Uint32Array =>
  features.subarray(index * FEATURE_BINS, (index + 1) * FEATURE_BINS);

/**
 * The p-value of a score: the chance that one of the reference is at least as high, where ties are broken by
 * lot. Were a visit drawn like those of the reference, it would be uniform (Vovk 2005).
 */
export function pValueOf({ scores }: Reference, bin: number, unit: number): number {
  let [above, all] = [0, 0];
  for (let at = 0; at < scores.length; at++) {
    const count = scores[at] ?? 0;
    all += count;
    if (at > bin) above += count;
  }
  return (above + unit * ((scores[bin] ?? 0) + 1)) / (all + 1);
}
