import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/**
 * Scrolling of the document and of scrollers inside it, added up into one offset: a scroller's own offset
 * would jump when the visitor goes on to another one. Browsers fire at most once a frame for each scroller,
 * so nothing is throttled here.
 */
export const scroll: Collector = (emit, { clock, listen }) => {
  const offsets = new WeakMap<Element, readonly [number, number]>();
  let x = 0;
  let y = 0;
  let first = true;
  listen('scroll', ({ target, timeStamp }) => {
    const root = document.scrollingElement ?? document.documentElement;
    const scroller = target === document ? root : (target as Element | null);
    if (!scroller) return;
    // The offset begins where the document stands, unless the document itself is what scrolled first.
    if (first && scroller !== root) {
      [x, y] = [root.scrollLeft, root.scrollTop];
      offsets.set(root, [x, y]);
    }
    first = false;
    const before = offsets.get(scroller) ?? [0, 0];
    const now = [scroller.scrollLeft, scroller.scrollTop] as const;
    x += now[0] - before[0];
    y += now[1] - before[1];
    offsets.set(scroller, now);
    emit([KIND.scroll, clock.at(timeStamp), x, y]);
  });
};
