import type { GroupName } from '../../src/contract/features/index.ts';

/**
 * Bounds of every group's contribution. The prior is −2, so one hand-set group (≤ 3) stays far below `high`;
 * learnt groups of movement and typing may decide alone. Trust is bounded tighter than risk: a person at the
 * mouse must not outweigh a script at the keyboard.
 */
export const LIMITS: Readonly<Record<GroupName, { readonly risk: number; readonly trust: number }>> = {
  pointer_delivery: { risk: 2.75, trust: 1 },
  click: { risk: 3, trust: 0.75 },
  path: { risk: 6, trust: 3 },
  motion: { risk: 6, trust: 3 },
  keys: { risk: 6.5, trust: 3 },
  typing: { risk: 2.75, trust: 0.25 },
  text_entry: { risk: 2.6, trust: 0.5 },
  scroll: { risk: 2.5, trust: 0.75 },
  touch: { risk: 6, trust: 3 },
  flow: { risk: 2.75, trust: 0.25 },
  familiarity: { risk: 1.25, trust: 0.5 },
  stroke_model: { risk: 6, trust: 3 },
  key_profile: { risk: 6, trust: 3 },
  swipe: { risk: 6, trust: 3 },
  pointer_jump: { risk: 2.75, trust: 0.25 },
};

/** Logit of automation before any evidence: one session in eight. Shops see less, attacked logins more. */
export const PRIOR = -2;
