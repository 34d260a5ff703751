import type { Actor } from '../stage.ts';
import { byMouse } from './mouse.ts';
import { person } from './person.ts';

/** Browsers that blur time: with resistFingerprinting to a frame of 60 Hz or two, or to 100 ms. */
const GRAINS_MS = [50 / 3, 100 / 3, 100] as const;

export const coarseClocks: readonly Actor[] = GRAINS_MS.map((grainMs) =>
  person(`person-clock-${Math.round(grainMs)}`, {
    note: "approximation: the page's clocks are rounded by a script",
    async prepare(page) {
      await page.addInitScript(rounding(grainMs));
    },
    fill: byMouse,
  }),
);

/**
 * A script that rounds the page's clocks down. Text, because a function's helpers would not travel to the
 * page with it.
 */
export const rounding = (grainMs: number) => `{
  const floor = (value) => Math.floor(value / ${grainMs}) * ${grainMs};
  const { now } = Performance.prototype;
  Performance.prototype.now = function () { return floor(now.call(this)); };
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp');
  Object.defineProperty(Event.prototype, 'timeStamp', { get() { return floor(get.call(this)); } });
}`;
