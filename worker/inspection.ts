import type { Inspection } from '../src/contract/analyst.ts';
import { FEATURES, GROUP_NAMES, GROUPS, MEMBERS } from '../src/contract/features/index.ts';
import type { GroupContributions } from '../src/contract/verdict.ts';
import type { FeatureValue } from './features/extractor.ts';

/**
 * The groups of an inspection: every feature's raw value, and each group's share of the logit, 0 for a masked
 * group.
 */
export function describeGroups(
  features: readonly FeatureValue[],
  contributions: GroupContributions,
): Inspection['groups'] {
  return GROUP_NAMES.map((name) => ({
    name,
    title: GROUPS[name].title,
    active: Object.hasOwn(contributions, name),
    contribution: contributions[name] ?? 0,
    features: MEMBERS[name].map((index) => {
      const { valid = false, value = 0, n = 0 } = features[index] ?? {};
      return { name: FEATURES[index]?.name ?? '', value: valid ? value : null, n };
    }),
  }));
}
