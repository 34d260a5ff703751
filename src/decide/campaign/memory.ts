import { checkKnown } from '../../server/known-options.ts';
import { checkSingleProcess } from '../../server/stores/single-process.ts';
import type { Campaigns } from './campaigns.ts';
import { createDetector } from './detector.ts';

export interface MemoryCampaignsOptions {
  /** The site's word that one process decides. Another one would see other visits. */
  readonly allowSingleProcess: boolean;
  /**
   * Visits of the last 24 hours that are compared, 100..10,000; the oldest go first. Twice as many older ones
   * are kept beside them. A visit takes some 300 bytes, and time grows with their number.
   * @default 1000
   */
  readonly maxVisits?: number | undefined;
}

const DEFAULT_VISITS = 1000;
/** Bounds of `maxVisits`. Chosen: fewer are no crowd, and more take a decision's whole time. */
const VISITS_BOUNDS = [100, 10_000] as const;
/**
 * log10 of the chance at or below which there is a wave. It is that of one circle, and hundreds are looked
 * at for each visit. On the sites of `npm run lab -- campaigns` where it is chosen, 6 of 3,305 visits of
 * people are flagged at −4.0, 3 at −4.2 and 2 at −4.5.
 */
export const LEVEL = -4.2;

/**
 * Looks for waves in this process's memory; lost on restart. What a visit showed is kept with its key for a
 * day, and for a week without.
 *
 * @throws TypeError unless `allowSingleProcess` is true, in a Node cluster worker whatever it is, and for an
 *   option that is wrong
 */
export function memoryCampaigns(options: MemoryCampaignsOptions): Campaigns {
  const { allowSingleProcess, maxVisits = DEFAULT_VISITS } = options ?? {};
  checkSingleProcess('memoryCampaigns', allowSingleProcess);
  checkKnown(options, { allowSingleProcess: true, maxVisits: true });
  const [least, most] = VISITS_BOUNDS;
  if (!Number.isInteger(maxVisits) || maxVisits < least || maxVisits > most)
    throw new TypeError(`maxVisits must be an integer, ${least}..${most}`);
  return createDetector({ maxVisits, level: LEVEL });
}
