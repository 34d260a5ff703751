import { KIND } from '../../../wire/layout.ts';
import { type Collector, trust } from './context.ts';

/** Wheel and touchpad scrolling. `deltaMode` is left alone: Firefox gives pixels to whoever does not read it. */
export const wheel: Collector = (emit, { clock, listen }) => {
  listen('wheel', (event) => {
    emit([KIND.wheel, clock.at(event.timeStamp), event.deltaX, event.deltaY, trust(event)]);
  });
};
