import { KIND } from '../../../wire/rows.ts';
import type { Collector } from './context.ts';

/** Wheel and touchpad scrolling. `deltaMode` is not read, because Firefox then gives pixels, as other browsers do. */
export const wheel: Collector = (emit, { clock, listen }) => {
  listen('wheel', (event) => {
    emit([KIND.wheel, clock.at(event.timeStamp), event.deltaX, event.deltaY, event.isTrusted]);
  });
};
