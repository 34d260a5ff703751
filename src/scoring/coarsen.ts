import { type GroupName, MEMBERS } from '../contract/features/index.ts';
import { INPUT_STEPS } from '../contract/model.ts';
import { type Evidence, LIMIT } from './quantise.ts';

/**
 * Groups that tell people apart as well as people from scripts, by `npm run lab -- linkage`. The others say
 * how events came about, and pick nobody out.
 */
const PERSONAL: readonly GroupName[] = [
  'click',
  'path',
  'motion',
  'keys',
  'scroll',
  'touch',
  'familiarity',
  'stroke_model',
  'key_profile',
  'swipe',
];
const COARSE: ReadonlySet<number> = new Set(PERSONAL.flatMap((group) => MEMBERS[group]));

/**
 * Steps of evidence that reduced consent rounds to: one deviation among people. Of 16, 32, 48 and 64 it is
 * the coarsest that costs no `high` of scripts (docs/privacy.md, *Linkage*).
 */
export const COARSE_STEPS = INPUT_STEPS;

/** Whether reduced consent rounds the feature at this place. */
export const isCoarse = (index: number): boolean => COARSE.has(index);

/**
 * Evidence as `privacy: 'minimal'` signs it: what tells people apart is rounded to whole deviations, so that
 * it says less about who somebody is.
 */
export function coarsen<E extends Pick<Evidence, 'values'>>(evidence: E): E {
  const values = evidence.values.map((value, index) => (isCoarse(index) ? roundCoarsely(value) : value));
  return { ...evidence, values };
}

/** To the nearest multiple of `COARSE_STEPS`, or the end of the range. */
export const roundCoarsely = (value: number): number =>
  Math.max(-LIMIT, Math.min(LIMIT, Math.round(value / COARSE_STEPS) * COARSE_STEPS));
