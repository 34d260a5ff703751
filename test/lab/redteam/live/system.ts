import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Display } from '../../bots/os/display.ts';
import { scriptOf } from '../../bots/os/typing.ts';
import type { Body } from '../body.ts';

/** X's names of keys on a US keyboard; with Shift held a key writes its other character. */
const X_KEYS: Readonly<Record<string, string>> = {
  Shift: 'shift',
  Tab: 'Tab',
  Backspace: 'BackSpace',
  ' ': 'space',
  '.': 'period',
  ',': 'comma',
  '-': 'minus',
  _: 'minus',
  '/': 'slash',
  '@': '2',
  '+': 'equal',
};
const xKeyOf = (key: string): string => X_KEYS[key] ?? key.toLowerCase();

/** A hand on the operating system's own input (XTEST through xdotool); the page is asked for places alone. */
export async function systemBody(page: Page, display: Display): Promise<Body> {
  const { width, height, top } = await page.evaluate(() => ({
    width: window.innerWidth,
    height: window.innerHeight,
    // The page begins under the browser's own bars.
    top: window.screenY + window.outerHeight - window.innerHeight,
  }));
  return {
    width,
    height,
    async place(id) {
      const box = await page.locator(`#${id}`).boundingBox();
      if (!box) throw new Error(`no #${id}`);
      return box;
    },
    async move(samples) {
      const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)));
      const timeline = samples.map(([at, x, y]) => {
        return { at, command: `mousemove ${within(x, width)} ${top + within(y, height)}` };
      });
      await display.play(scriptOf(timeline));
    },
    async press(holdMs) {
      const timeline = [
        { at: 0, command: 'mousedown 1' },
        { at: holdMs, command: 'mouseup 1' },
      ];
      await display.play(scriptOf(timeline));
    },
    async keys(strokes) {
      const timeline = strokes.map(({ at, key, down }) => {
        return { at, command: `${down ? 'keydown' : 'keyup'} ${xKeyOf(key)}` };
      });
      await display.play(scriptOf(timeline));
    },
    async wheel(turns) {
      await display.play(
        scriptOf(turns.map(({ at, deltaY }) => ({ at, command: `click ${deltaY > 0 ? 5 : 4}` }))),
      );
      // Chromium glides for a sixth of a second; places are wrong until it rests.
      await delay(200);
    },
    wait: (ms) => delay(ms),
  };
}
