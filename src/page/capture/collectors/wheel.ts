import { type Collector, trust } from './context.ts';

/** Wheel and touchpad scrolling. `deltaMode` is not read, because Firefox then gives pixels, as other browsers do. */
export const wheel: Collector = (emit, { clock, listen }) => {
  listen('wheel', (event) => {
    const { deltaX, deltaY } = event;
    emit({ kind: 'wheel', t: clock.at(event.timeStamp), deltaX, deltaY, stack: trust(event) });
  });
};
