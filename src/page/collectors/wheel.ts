import type { Collector } from './context.ts';

/** Wheel and touchpad scrolling. `deltaMode` is left alone: Firefox gives pixels to whoever does not read it. */
export const wheel: Collector = (emit, { clock, listen }) => {
  listen('wheel', (event) => {
    emit({
      t: clock.at(event.timeStamp),
      kind: 'wheel',
      deltaX: event.deltaX,
      deltaY: event.deltaY,
      stack: { trusted: event.isTrusted },
    });
  });
};
