import { GROUP_NAMES, GROUPS, type GroupName } from '../contract/features/index.ts';
import type { Settings } from '../contract/model.ts';
import type { GroupContributions, Level } from '../contract/verdict.ts';
import { calibrate } from './calibrate.ts';

/**
 * Least present features, over all active groups, for any verdict. It is what two movement or typing groups
 * need at the least (3 + 3 in GROUPS): below it a verdict would hang on one short observation of one thing,
 * such as a single click or one filled field.
 */
export const MIN_FEATURES = 6;

/** Other groups support nothing if together they add less than this to the baseline, logits (LAB.md, 29). */
const SPEAKS = 0.75;

/**
 * The only group with evidence in a visit by voice or switch. By itself it made 200 of 200 such visits
 * `medium` (LAB.md, 29).
 */
const ASSISTED: GroupName = 'insert';

/** Whether a scored visit shows how text got into fields, and nothing else that says anything. */
export function restsOnTextEntry(groups: GroupContributions): boolean {
  const { [ASSISTED]: own, baseline: _, ...others } = groups;
  return own !== undefined && Object.values(others).reduce((sum, logits) => sum + logits, 0) < SPEAKS;
}

export interface Weighed {
  readonly logit: number;
  /** Logit units of each active group. */
  readonly contributions: ReadonlyMap<GroupName, number>;
  /** Present features in active groups. */
  readonly present: number;
}

/**
 * The level of a scored visit. Three rules stand above the thresholds: thin evidence is `unknown`, never low;
 * so is suspicion that rests on how text got into fields and nothing else; and a `high` must stay at least
 * `medium` without its strongest group that may not decide alone, because one platform's quirk could make
 * that (features.md §3).
 */
export function toLevel({ logit, contributions, present }: Weighed, manifest: Settings): Level {
  if (contributions.size === 0 || present < MIN_FEATURES) return 'unknown';
  const { medium, high } = manifest.thresholds;
  const reaches = (value: number, threshold: number) => calibrate(value, manifest.calibration) >= threshold;
  if (!reaches(logit, medium)) return 'low';
  const assisted = contributions.get(ASSISTED) ?? 0;
  if (assisted > 0 && logit - assisted < manifest.bias * manifest.logitScale + SPEAKS) return 'unknown';
  if (!reaches(logit, high)) return 'medium';
  const capped = GROUP_NAMES.filter((group) => !GROUPS[group].alone).map(
    (group) => contributions.get(group) ?? 0,
  );
  const rest = logit - Math.max(0, ...capped);
  // Beyond the baseline too: a model that starts at medium must not make up for the missing second opinion.
  return reaches(rest, medium) && rest > manifest.bias * manifest.logitScale ? 'high' : 'medium';
}
