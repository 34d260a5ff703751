export interface GroupSpec {
  readonly title: string;
  /**
   * Least number of present features for the group to count; with fewer it is masked and contributes exactly
   * 0.
   */
  readonly minPresent: number;
  /**
   * Whether this group may carry a verdict to `high` by itself. Rhythm and shape of human movement may. How
   * an event was delivered may not, because one platform's quirk would decide (features.md §3).
   */
  readonly alone: boolean;
}

/** The groups the model adds up, in the order of their features on the wire. */
export const GROUPS = {
  pointer_delivery: { title: 'How pointer events arrived', minPresent: 1, alone: false },
  click: { title: 'Clicks', minPresent: 2, alone: false },
  path: { title: 'Shape of pointer movement', minPresent: 3, alone: true },
  motion: { title: 'Speed of pointer movement', minPresent: 3, alone: true },
  keys: { title: 'Typing rhythm', minPresent: 3, alone: true },
  typing: { title: 'How keys arrived', minPresent: 1, alone: false },
  text_entry: { title: 'How text got into fields', minPresent: 1, alone: false },
  scroll: { title: 'Scrolling', minPresent: 1, alone: false },
  touch: { title: 'Touch', minPresent: 2, alone: true },
  flow: { title: 'Order and pauses', minPresent: 1, alone: false },
  familiarity: { title: 'Familiarity with the data', minPresent: 1, alone: false },
  stroke_model: { title: 'Movements one by one', minPresent: 3, alone: true },
  key_profile: { title: 'Habits of single keys', minPresent: 3, alone: true },
  swipe: { title: 'Movement of the finger', minPresent: 3, alone: true },
  pointer_jump: { title: 'Jumps of the pointer', minPresent: 1, alone: false },
} as const satisfies Record<string, GroupSpec>;

export type GroupName = keyof typeof GROUPS;
export const GROUP_NAMES = Object.keys(GROUPS) as GroupName[];
