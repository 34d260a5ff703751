import { click } from './click.ts';
import { familiarity } from './familiarity.ts';
import type { Feature } from './feature.ts';
import { flow } from './flow.ts';
import { GROUP_NAMES, type GroupName } from './groups.ts';
import { keyProfile } from './key-profile.ts';
import { keys } from './keys.ts';
import { motion } from './motion.ts';
import { path } from './path.ts';
import { pointerDelivery } from './pointer-delivery.ts';
import { pointerJump } from './pointer-jump.ts';
import { scroll } from './scroll.ts';
import { strokeModel } from './stroke-model.ts';
import { swipe } from './swipe.ts';
import { textEntry } from './text-entry.ts';
import { touch } from './touch.ts';
import { typing } from './typing.ts';

export type { Feature } from './feature.ts';
export { GROUP_NAMES, GROUPS, type GroupName } from './groups.ts';

/**
 * The features, in wire order. A feature's place is part of the evidence format: append, never reorder, and
 * raise SCHEMA_ID with any change. Definitions and sources: `../shared/features.md`; what each requires:
 * `docs/features.md`.
 */
export const SCHEMA_ID = 3;

export interface FeatureSpec extends Feature {
  readonly name: `${GroupName}.${string}`;
}

/** All features, group after group. The index is the place in the evidence vector (protocol §1.5). */
export const FEATURES = [
  ...pointerDelivery,
  ...click,
  ...path,
  ...motion,
  ...keys,
  ...typing,
  ...textEntry,
  ...scroll,
  ...touch,
  ...flow,
  ...familiarity,
  ...strokeModel,
  ...keyProfile,
  ...swipe,
  ...pointerJump,
] as const satisfies readonly FeatureSpec[];
export type FeatureName = (typeof FEATURES)[number]['name'];

/** Names of a group's features without the group: `dwell_p50` for `keys.dwell_p50`. */
export type Measure<G extends GroupName> =
  Extract<FeatureName, `${G}.${string}`> extends `${G}.${infer M}` ? M : never;

const membersOf = (group: GroupName): readonly number[] =>
  FEATURES.flatMap((feature, index) => (feature.name.startsWith(`${group}.`) ? [index] : []));

/** Feature indexes of each group. At most nine, so that every coalition fits one batch (512 rows). */
export const MEMBERS = Object.fromEntries(GROUP_NAMES.map((group) => [group, membersOf(group)])) as Readonly<
  Record<GroupName, readonly number[]>
>;
