import type { GroupName } from '../../../src/contract/features/index.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createClick } from './click.ts';
import { createConduct } from './conduct.ts';
import { createFlow } from './flow.ts';
import { createHabit } from './habit.ts';
import { createInsert } from './insert.ts';
import { createKeys } from './keys.ts';
import { createLeap } from './leap.ts';
import { createMotion } from './motion.ts';
import { createPath } from './path.ts';
import { createReach } from './reach.ts';
import { createScroll } from './scroll.ts';
import { createStack } from './stack.ts';
import { createSwipe } from './swipe.ts';
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
