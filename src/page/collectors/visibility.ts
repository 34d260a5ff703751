import { KIND } from '../../wire/layout.ts';
import type { Collector } from './context.ts';

/** The page leaves the screen and comes back, from the back-forward cache too. */
export const visibility: Collector = (emit, { clock, listenTo }) => {
  let hidden = document.hidden;
  const see = (now: boolean) => (event: Event) => {
    if (now === hidden) return;
    hidden = now;
    emit([now ? KIND.hide : KIND.show, clock.at(event.timeStamp)]);
  };
  listenTo(document, 'visibilitychange', (event) => see(document.hidden)(event));
  listenTo(window, 'pagehide', see(true));
  listenTo(window, 'pageshow', see(false));
};
