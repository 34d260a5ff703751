import { isIgnored, targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

const NOWHERE = { offsetX: null, offsetY: null, width: null, height: null };

/** Clicks, and where in the element they fell. An activation by key, label or script has no place. */
export const click: Collector = (emit, { clock, listen }) => {
  listen('click', (event) => {
    const target = targetOf(event);
    if (isIgnored(target)) return;
    const t = clock.at(event.timeStamp);
    const { clientX: x, clientY: y } = event;
    const element = target?.tagName.toLowerCase() ?? null;
    // `detail` counts the presses of a pointer. The one layout read of all collectors: clicks are rare.
    const box = event.detail > 0 && target?.getBoundingClientRect();
    const place = box
      ? { offsetX: x - box.left, offsetY: y - box.top, width: box.width, height: box.height }
      : NOWHERE;
    emit({ kind: 'click', t, x, y, element, ...place, stack: trust(event) });
  });
};
