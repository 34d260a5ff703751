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
 * Least that must speak for a person in a `low` visit, logits for each group of movement or rhythm that was
 * seen. With .25 a visit of training people is `low` in 64 of 100 cases instead of 69, mean of 28 kinds; with
 * .5 in 61 (LAB.md, 42).
 */
const MIN_TRUST = 0.25;

/**
 * What presses and text by code in the page come to with nothing else: 2.75 and 1.5 by the expert rules
 * (train/rules), less the .25 that integers may miss them by.
 */
const SCRIPTED_LOGITS = 4;

export interface Weighed {
  readonly logit: number;
  /** Logit units of each active group. */
  readonly contributions: ReadonlyMap<GroupName, number>;
  /** Present features in active groups. */
  readonly present: number;
  /** Code in the page made the pointer's events and the text's (`isScripted`). */
  readonly scripted: boolean;
  /** Fields were entered by presses (`isEnteredByPress`). */
  readonly pressed: boolean;
}

/**
 * The level of a scored visit. What speaks against a visit never improves its level, in the order `low`,
 * `unknown` or `medium`, `high`. Four rules stand above the thresholds:
 * - `low` needs enough that speaks for a person (`isTrusted`).
 * - Suspicion from thin evidence is `unknown`.
 * - Suspicion that rests on how text got into fields and nothing else is `unknown`.
 * - A `high` needs a second opinion: it stays at least `medium` without its strongest group that may not
 *   decide alone, because one platform's quirk could make that (features.md §3). Presses and text that were
 *   both made by code in the page are two opinions already (LAB.md, 41).
 */
export function toLevel(weighed: Weighed, manifest: Settings): Level {
  const { logit, contributions, present, scripted } = weighed;
  const { medium, high } = manifest.thresholds;
  const baseline = manifest.bias * manifest.logitScale;
  const reaches = (value: number, threshold: number) => calibrate(value, manifest.calibration) >= threshold;
  if (!reaches(logit, medium)) return isTrusted(weighed) ? 'low' : 'unknown';
  if (present < MIN_FEATURES) return 'unknown';
  const assisted = Math.max(0, contributions.get(ASSISTED) ?? 0);
  const others = logit - assisted;
  if (assisted > 0 && others < baseline + SPEAKS && !reaches(others, high)) return 'unknown';
  if (scripted && logit >= baseline + SCRIPTED_LOGITS) return 'high';
  if (!reaches(logit, high)) return 'medium';
  if (scripted) return 'high';
  const capped = GROUP_NAMES.filter((group) => !GROUPS[group].alone).map(
    (group) => contributions.get(group) ?? 0,
  );
  const rest = logit - Math.max(0, ...capped);
  // More than the baseline too: a model whose baseline is medium must not stand in for a second group.
  return reaches(rest, medium) && rest > baseline ? 'high' : 'medium';
}

/**
 * Whether what was seen speaks for a person, on balance and by `MIN_TRUST` for each group of movement or
 * rhythm: the more was seen, the more has to speak. Groups that may not decide alone count only against the
 * visit, but for how text got into fields, which people leave to managers and dictation. Typing vouches for
 * nobody where how text got into fields objects: a script may have typed one field to vouch for the others.
 * Nor does it where fields were entered by presses and no movement speaks for a person.
 */
function isTrusted({ contributions, pressed }: Weighed): boolean {
  let [balance, seen, typed, rhythms] = [0, 0, 0, 0];
  let doubted = pressed;
  for (const [group, logits] of contributions) {
    const isTyping = group === 'keys' || group === 'key_profile';
    if (group === ASSISTED) continue;
    if (!GROUPS[group].alone) balance += Math.max(0, logits);
    else {
      balance += logits;
      seen += 1;
      if (isTyping) [typed, rhythms] = [typed + logits, rhythms + 1];
      else if (logits < 0) doubted = false;
    }
  }
  const isEnough = (logits: number, groups: number) => groups > 0 && logits <= -MIN_TRUST * groups;
  if (!isEnough(balance, seen)) return false;
  if (!doubted && !((contributions.get(ASSISTED) ?? 0) > 0)) return true;
  return isEnough(balance - Math.min(0, typed), seen - rhythms);
}
