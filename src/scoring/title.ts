import { GROUPS, type GroupName } from '../contract/features/groups.ts';

/** What people call a group of evidence, such as “Typing rhythm” for `keys`; the name itself of any other. */
export const titleOf = (group: string): string =>
  Object.hasOwn(GROUPS, group) ? GROUPS[group as GroupName].title : group;
