import { KIND } from '../../../wire/layout.ts';
import { nameNumber } from '../../../wire/name-number.ts';
import { isIgnored, targetOf } from '../fields.ts';
import { type Collector, trust } from './context.ts';

/** Clicks, and where in the element they fell. An activation by key, label or script has no place. */
export const click: Collector = (emit, { clock, listen }) => {
  listen('click', (event) => {
    const element = targetOf(event);
    if (isIgnored(element)) return;
    const row = [KIND.click, clock.at(event.timeStamp), event.clientX, event.clientY, trust(event)];
    row.push(nameNumber(element?.tagName.toLowerCase() ?? null));
    // `detail` counts the presses of a pointer. The one layout read of all collectors: clicks are rare.
    const box = event.detail > 0 && element?.getBoundingClientRect();
    if (box) row.push(event.clientX - box.left, event.clientY - box.top, box.width, box.height);
    emit(row);
  });
};
