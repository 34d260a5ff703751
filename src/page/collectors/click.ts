import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/** Clicks, and where in the element they fell. An activation by key, label or script has no place. */
export const click: Collector = (emit, { clock, listen }) => {
  listen('click', (event) => {
    const element = targetOf(event);
    if (isIgnored(element)) return;
    // `detail` counts the presses of a pointer. The one layout read of all collectors: clicks are rare.
    const box = event.detail > 0 ? element?.getBoundingClientRect() : null;
    emit({
      t: clock.at(event.timeStamp),
      kind: 'click',
      x: event.clientX,
      y: event.clientY,
      element: element?.tagName.toLowerCase() ?? null,
      offsetX: box ? event.clientX - box.left : null,
      offsetY: box ? event.clientY - box.top : null,
      width: box?.width ?? null,
      height: box?.height ?? null,
      stack: { trusted: event.isTrusted },
    });
  });
};
