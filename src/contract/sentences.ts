import { clickSentences } from './features/click.ts';
import { conductSentences } from './features/conduct.ts';
import { flowSentences } from './features/flow.ts';
import { habitSentences } from './features/habit.ts';
import { insertSentences } from './features/insert.ts';
import { keysSentences } from './features/keys.ts';
import { leapSentences } from './features/leap.ts';
import { motionSentences } from './features/motion.ts';
import { pathSentences } from './features/path.ts';
import { reachSentences } from './features/reach.ts';
import { scrollSentences } from './features/scroll.ts';
import { stackSentences } from './features/stack.ts';
import { swipeSentences } from './features/swipe.ts';
import { touchSentences } from './features/touch.ts';
import { typingSentences } from './features/typing.ts';
import type { FeatureName } from './schema.ts';

/**
 * A plain sentence for a contribution of each feature towards automation, and one for a contribution towards a person. Apart from
 * `FEATURES`, so that a page does not load 2.5 KB of words that only those read who look into a verdict.
 */
export const SENTENCES: Readonly<Record<FeatureName, readonly [risk: string, trust: string]>> = {
  ...clickSentences,
  ...conductSentences,
  ...flowSentences,
  ...habitSentences,
  ...insertSentences,
  ...keysSentences,
  ...leapSentences,
  ...motionSentences,
  ...pathSentences,
  ...reachSentences,
  ...scrollSentences,
  ...stackSentences,
  ...swipeSentences,
  ...touchSentences,
  ...typingSentences,
};
