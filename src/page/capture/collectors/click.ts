import { nameNumber } from '../../../wire/name-number.ts';
import { KIND } from '../../../wire/rows.ts';
import { isIgnored, targetOf } from '../fields.ts';
import type { Collector } from './context.ts';

/** Clicks and their place in the element. An activation by key, label or script has no place. */
export const click: Collector = (emit, { clock, listen }) => {
  listen('click', (event) => {
    const target = targetOf(event);
    if (isIgnored(target)) return;
    const { clientX: x, clientY: y, isTrusted } = event;
    const element = target ? nameNumber(target.tagName.toLowerCase()) : undefined;
    // `detail` counts the presses of a pointer. No other collector reads layout; clicks are rare.
    const box = event.detail > 0 ? target?.getBoundingClientRect() : undefined;
    const [offsetX, offsetY] = box ? [x - box.left, y - box.top] : [];
    const t = clock.at(event.timeStamp);
    emit([KIND.click, t, x, y, element, offsetX, offsetY, box?.width, box?.height, isTrusted]);
  });
};
