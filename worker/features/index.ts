import { FEATURES, type GroupName } from '../../src/contract/schema.ts';
import { type Context, type Family, MISSING } from './family.ts';

const absent =
  (group: GroupName) =>
  (_: Context): Family<GroupName> => ({
    read: () =>
      Object.fromEntries(
        FEATURES.filter(({ name }) => name.startsWith(`${group}.`)).map(({ name }) => [
          name.slice(group.length + 1),
          MISSING,
        ]),
      ) as never,
  });

export const families = {
  stack: absent('stack'),
  click: absent('click'),
  path: absent('path'),
  motion: absent('motion'),
  keys: absent('keys'),
  typing: absent('typing'),
  insert: absent('insert'),
  scroll: absent('scroll'),
  touch: absent('touch'),
  flow: absent('flow'),
  conduct: absent('conduct'),
};
