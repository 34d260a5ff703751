import { clickSentences } from './click.ts';
import { familiaritySentences } from './familiarity.ts';
import { flowSentences } from './flow.ts';
import type { FeatureName } from './index.ts';
import { keyProfileSentences } from './key-profile.ts';
import { keysSentences } from './keys.ts';
import { motionSentences } from './motion.ts';
import { pathSentences } from './path.ts';
import { pointerDeliverySentences } from './pointer-delivery.ts';
import { pointerJumpSentences } from './pointer-jump.ts';
import { scrollSentences } from './scroll.ts';
import { strokeModelSentences } from './stroke-model.ts';
import { swipeSentences } from './swipe.ts';
import { textEntrySentences } from './text-entry.ts';
import { touchSentences } from './touch.ts';
import { typingSentences } from './typing.ts';

/**
 * A plain sentence for a contribution of each feature towards automation, and one for a contribution towards
 * a person. They are not in `FEATURES`, because a page does not need them and should not load 2.5 KB of
 * words.
 */
export const SENTENCES: Readonly<Record<FeatureName, readonly [risk: string, trust: string]>> = {
  ...clickSentences,
  ...familiaritySentences,
  ...flowSentences,
  ...keyProfileSentences,
  ...textEntrySentences,
  ...keysSentences,
  ...pointerJumpSentences,
  ...motionSentences,
  ...pathSentences,
  ...strokeModelSentences,
  ...scrollSentences,
  ...pointerDeliverySentences,
  ...swipeSentences,
  ...touchSentences,
  ...typingSentences,
};
