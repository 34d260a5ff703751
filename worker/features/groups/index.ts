import type { GroupName } from '../../../src/contract/features/index.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createClick } from './click.ts';
import { createConduct } from './familiarity.ts';
import { createFlow } from './flow.ts';
import { createHabit } from './key-profile.ts';
import { createKeys } from './keys.ts';
import { createMotion } from './motion.ts';
import { createPath } from './path.ts';
import { createStack } from './pointer-delivery.ts';
import { createLeap } from './pointer-jump.ts';
import { createScroll } from './scroll.ts';
import { createReach } from './stroke-model.ts';
import { createSwipe } from './swipe.ts';
import { createInsert } from './text-entry.ts';
import { createTouch } from './touch.ts';
import { createTyping } from './typing.ts';

/** The extractor of every group. The types require that each has all its measures. */
export const extractors = {
  stack: createStack,
  click: createClick,
  path: createPath,
  motion: createMotion,
  keys: createKeys,
  typing: createTyping,
  insert: createInsert,
  scroll: createScroll,
  touch: createTouch,
  flow: createFlow,
  conduct: createConduct,
  reach: createReach,
  habit: createHabit,
  swipe: createSwipe,
  leap: createLeap,
} as const satisfies { readonly [G in GroupName]: (context: Context) => FeatureGroup<G> };
