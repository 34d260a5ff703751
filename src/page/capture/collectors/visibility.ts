import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/** The page leaves the screen and comes back, from the back-forward cache too. */
export const visibility: Collector = (emit, { clock, listenTo }) => {
  let hidden = document.hidden;
  listenTo(window, 'visibilitychange pagehide pageshow', ({ type, timeStamp }) => {
    const now = type === 'pagehide' || (type !== 'pageshow' && document.hidden);
    if (now === hidden) return;
    hidden = now;
    emit([now ? KIND.hide : KIND.show, clock.at(timeStamp)]);
  });
};
