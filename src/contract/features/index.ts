import { click } from './click.ts';
import { conduct } from './conduct.ts';
import { flow } from './flow.ts';
import { habit } from './habit.ts';
import { insert } from './insert.ts';
import { keys } from './keys.ts';
import { leap } from './leap.ts';
import { motion } from './motion.ts';
import { path } from './path.ts';
import { reach } from './reach.ts';
import { scroll } from './scroll.ts';
import { stack } from './stack.ts';
import { swipe } from './swipe.ts';
import { touch } from './touch.ts';
import { typing } from './typing.ts';

/**
 * The features, in wire order, and the groups the model adds up. A feature's place is part of the evidence format: append, never
 * reorder, and raise SCHEMA_ID with any change. Definitions and sources: `../shared/features.md`.
 */
export const SCHEMA_ID = 2;

export interface GroupSpec {
  readonly title: string;
  /** Least number of present features for the group to count at all; with fewer it is masked and contributes exactly 0. */
  readonly minPresent: number;
  /**
   * Whether this group may carry a verdict to `high` by itself. Rhythm and shape of human movement may; how an event was delivered
   * may not, because one platform's quirk would decide (features.md §3).
   */
  readonly alone: boolean;
}

export const GROUPS = {
  stack: { title: 'How pointer events arrived', minPresent: 1, alone: false },
  click: { title: 'Clicks', minPresent: 2, alone: false },
  path: { title: 'Shape of pointer movement', minPresent: 3, alone: true },
  motion: { title: 'Speed of pointer movement', minPresent: 3, alone: true },
  keys: { title: 'Typing rhythm', minPresent: 3, alone: true },
  typing: { title: 'How keys arrived', minPresent: 1, alone: false },
  insert: { title: 'How text got into fields', minPresent: 1, alone: false },
  scroll: { title: 'Scrolling', minPresent: 1, alone: false },
  touch: { title: 'Touch', minPresent: 2, alone: true },
  flow: { title: 'Order and pauses', minPresent: 1, alone: false },
  conduct: { title: 'Familiarity with the data', minPresent: 1, alone: false },
  reach: { title: 'Movements one by one', minPresent: 3, alone: true },
  habit: { title: 'Habits of single keys', minPresent: 3, alone: true },
  swipe: { title: 'Movement of the finger', minPresent: 3, alone: true },
  leap: { title: 'Jumps of the pointer', minPresent: 1, alone: false },
} as const satisfies Record<string, GroupSpec>;
export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as GroupName[];

export interface FeatureSpec {
  /** `group.measure`, the reason's code in every public API. */
  readonly name: `${GroupName}.${string}`;
  /** Applied before normalising. Shares and ratios are linear; durations, lengths and counts are log1p. */
  readonly transform: 'linear' | 'log1p';
  /** Bounds of the raw value, in its unit; the extractor clamps to them. */
  readonly min: number;
  readonly max: number;
}

/** All features, group after group. The index is the place in the evidence vector (protocol §1.5). */
export const FEATURES = [
  ...stack,
  ...click,
  ...path,
  ...motion,
  ...keys,
  ...typing,
  ...insert,
  ...scroll,
  ...touch,
  ...flow,
  ...conduct,
  ...reach,
  ...habit,
  ...swipe,
  ...leap,
] as const satisfies readonly FeatureSpec[];
export type FeatureName = (typeof FEATURES)[number]['name'];

/** Names of a group's features without the group: `dwell_p50` for `keys.dwell_p50`. */
export type Measure<G extends GroupName> =
  Extract<FeatureName, `${G}.${string}`> extends `${G}.${infer M}` ? M : never;

const membersOf = (group: GroupName): readonly number[] =>
  FEATURES.flatMap((feature, index) => (feature.name.startsWith(`${group}.`) ? [index] : []));

/** Feature indexes of each group. At most nine, so that every coalition fits one batch (512 rows). */
export const MEMBERS: Readonly<Record<GroupName, readonly number[]>> = {
  stack: membersOf('stack'),
  click: membersOf('click'),
  path: membersOf('path'),
  motion: membersOf('motion'),
  keys: membersOf('keys'),
  typing: membersOf('typing'),
  insert: membersOf('insert'),
  scroll: membersOf('scroll'),
  touch: membersOf('touch'),
  flow: membersOf('flow'),
  conduct: membersOf('conduct'),
  reach: membersOf('reach'),
  habit: membersOf('habit'),
  swipe: membersOf('swipe'),
  leap: membersOf('leap'),
};
