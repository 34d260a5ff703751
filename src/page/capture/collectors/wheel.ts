import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/**
 * Wheel and touchpad scrolling. Firefox gives pixels, as other browsers do, while `deltaMode` is not read.
 */
export const wheel: Collector = (emit, { clock, listen }) => {
  listen('wheel', (event) => {
    emit([KIND.wheel, clock.at(event.timeStamp), event.deltaX, event.deltaY, event.isTrusted]);
  });
};
