import type { GroupName } from '../contract/features/groups.ts';
import type { GroupContributions } from '../contract/verdict.ts';

/**
 * Other groups support a suspicion only if together they add at least this to the baseline, logits (LAB.md,
 * 29).
 */
export const SPEAKS = 0.75;

/**
 * The only group with evidence in a visit by voice or switch. By itself it made 200 of 200 such visits
 * `medium` (LAB.md, 29).
 */
export const ASSISTED = 'text_entry' satisfies GroupName;

/**
 * Whether a scored visit shows how text got into fields, and nothing else that speaks against it. What speaks
 * for a person is no reason to count it out: it makes up for nothing here.
 */
export function restsOnTextEntry(groups: GroupContributions): boolean {
  const { [ASSISTED]: own, baseline: _, ...others } = groups;
  const objection = Object.values(others).reduce((sum, logits) => sum + Math.max(0, logits), 0);
  return own !== undefined && objection < SPEAKS;
}
