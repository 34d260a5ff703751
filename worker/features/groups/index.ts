import type { GroupName } from '../../../src/contract/features/index.ts';
import type { Context, FeatureGroup } from '../group.ts';
import { createClick } from './click.ts';
import { createFamiliarity } from './familiarity.ts';
import { createFlow } from './flow.ts';
import { createKeyProfile } from './key-profile.ts';
import { createKeys } from './keys.ts';
import { createMotion } from './motion.ts';
import { createPath } from './path.ts';
import { createPointerDelivery } from './pointer-delivery.ts';
import { createPointerJump } from './pointer-jump.ts';
import { createScroll } from './scroll.ts';
import { createStrokeModel } from './stroke-model.ts';
import { createSwipe } from './swipe.ts';
import { createTextEntry } from './text-entry.ts';
import { createTouch } from './touch.ts';
import { createTyping } from './typing.ts';

/** The extractor of every group. The types require that each has all its measures. */
export const extractors = {
  pointer_delivery: createPointerDelivery,
  click: createClick,
  path: createPath,
  motion: createMotion,
  keys: createKeys,
  typing: createTyping,
  text_entry: createTextEntry,
  scroll: createScroll,
  touch: createTouch,
  flow: createFlow,
  familiarity: createFamiliarity,
  stroke_model: createStrokeModel,
  key_profile: createKeyProfile,
  swipe: createSwipe,
  pointer_jump: createPointerJump,
} as const satisfies { readonly [G in GroupName]: (context: Context) => FeatureGroup<G> };
