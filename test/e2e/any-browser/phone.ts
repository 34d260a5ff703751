import { devices } from 'playwright-core';
import { openVisit } from '../browser.ts';
import type { Pilot } from './pilot.ts';

/** Chromium with a phone's screen and touches. Not a phone. */
export async function flyPhone(): Promise<Pilot> {
  const { defaultBrowserType: _, ...device } = devices['Pixel 7'] ?? {};
  const { page, close } = await openVisit(device as object);
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: string, at?: readonly [number, number]) =>
    cdp.send('Input.dispatchTouchEvent', {
      type: type as 'touchStart',
      touchPoints: at ? [{ x: at[0], y: at[1], radiusX: 10, radiusY: 9, force: 0.5 }] : [],
    });
  return {
    open: async (url) => {
      await page.goto(url);
    },
    read: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    press: (selector) => page.tap(selector),
    type: async (selector, text) => {
      await page.tap(selector);
      await page.keyboard.type(text, { delay: 30 });
    },
    move: async (path) => {
      for (const [index, at] of path.entries()) await touch(index === 0 ? 'touchStart' : 'touchMove', at);
      await touch('touchEnd');
    },
    display: null,
    close,
  };
}
