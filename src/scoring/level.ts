import { GROUP_NAMES, GROUPS, type GroupName } from '../contract/features/index.ts';
import type { Settings } from '../contract/model.ts';
import type { Level } from '../contract/verdict.ts';
import { calibrate } from './calibrate.ts';
import { ASSISTED, SPEAKS } from './text-entry.ts';

/**
 * Least present features, over all active groups, for `medium` and `high`. It is what two movement or typing
 * groups need at the least (3 + 3 in GROUPS): below it suspicion would hang on one short observation of one
 * thing, such as a single click or one filled field.
 */
export const MIN_FEATURES = 6;

/**
 * Least that must speak for a person in a `low` visit, logits. It is not a number of features: every present
 * feature would count then, and one that speaks against the visit, too. With .25, half of the scripts that
 * were `low` by six features of any kind are `unknown`, and 3 % of people; with .5 it is 6 % (LAB.md, 40).
 */
const MIN_TRUST = 0.25;

export interface Weighed {
  readonly logit: number;
  /** Logit units of each active group. */
  readonly contributions: ReadonlyMap<GroupName, number>;
  /** Present features in active groups. */
  readonly present: number;
  /** Code in the page made the pointer's events and the text's (`isScripted`). */
  readonly scripted: boolean;
}

/**
 * The level of a scored visit. What speaks against a visit never improves its level, in the order `low`,
 * `unknown` or `medium`, `high`. Four rules stand above the thresholds:
 * - `low` needs enough that speaks for a person, from groups that may decide alone: a page that is only
 *   scrolled, and how text got into fields, do not count.
 * - Suspicion from thin evidence is `unknown`.
 * - Suspicion that rests on how text got into fields and nothing else is `unknown`.
 * - A `high` needs a second opinion: it stays at least `medium` without its strongest group that may not
 *   decide alone, because one platform's quirk could make that (features.md §3). Presses and text that were
 *   both made by code in the page are two opinions already (LAB.md, 41).
 */
export function toLevel({ logit, contributions, present, scripted }: Weighed, manifest: Settings): Level {
  const { medium, high } = manifest.thresholds;
  const baseline = manifest.bias * manifest.logitScale;
  const reaches = (value: number, threshold: number) => calibrate(value, manifest.calibration) >= threshold;
  if (!reaches(logit, medium)) return trustIn(contributions) >= MIN_TRUST ? 'low' : 'unknown';
  if (present < MIN_FEATURES) return 'unknown';
  const assisted = Math.max(0, contributions.get(ASSISTED) ?? 0);
  const others = logit - assisted;
  if (assisted > 0 && others < baseline + SPEAKS && !reaches(others, high)) return 'unknown';
  if (!reaches(logit, high)) return 'medium';
  if (scripted) return 'high';
  const capped = GROUP_NAMES.filter((group) => !GROUPS[group].alone).map(
    (group) => contributions.get(group) ?? 0,
  );
  const rest = logit - Math.max(0, ...capped);
  // More than the baseline too: a model whose baseline is medium must not stand in for a second group.
  return reaches(rest, medium) && rest > baseline ? 'high' : 'medium';
}

/** What speaks for a person in movement and rhythm, logits. */
function trustIn(contributions: ReadonlyMap<GroupName, number>): number {
  let trust = 0;
  for (const [group, logits] of contributions) if (GROUPS[group].alone && logits < 0) trust -= logits;
  return trust;
}
