import { setTimeout as pause } from 'node:timers/promises';
import puppeteer, { type Frame } from 'puppeteer-core';
import { openDisplay } from '../../lab/bots/os/display.ts';
import { byKeys, type Hand } from '../any-page/hand.ts';
import type { Pilot } from './pilot.ts';

const SIZE = { width: 1280, height: 1000 };

/** Firefox, which speaks WebDriver BiDi by itself, on an X screen of its own. */
export async function flyFirefox(
  executablePath: string,
  { isPrivate = false } = {},
): Promise<Pilot & { readonly hand: Hand }> {
  const display = await openDisplay(SIZE);
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: false,
    defaultViewport: null,
    extraPrefsFirefox: { 'browser.privatebrowsing.autostart': isPrivate },
    args: [`--width=${SIZE.width}`, `--height=${SIZE.height}`],
    env: { ...process.env, DISPLAY: display.name },
  });
  const page = await browser.newPage();
  const handOn = (scope: Frame): Hand =>
    byKeys({
      evaluate: (expression) => scope.evaluate(expression),
      keys: async (text) => {
        for (const [, words = '', key = ''] of text.matchAll(/([^\t\n]*)([\t\n]|$)/g)) {
          await page.keyboard.type(words);
          if (key) await page.keyboard.press(key === '\t' ? 'Tab' : 'Enter');
        }
      },
      frame: async (name) => {
        for (const frame of page.frames())
          if ((await frame.evaluate('window.name')) === name) return handOn(frame);
        throw new Error(`no frame ${name}`);
      },
    });
  return {
    hand: handOn(page.mainFrame()),
    open: async (url) => {
      await page.goto(url);
    },
    read: <T>(expression: string) => page.evaluate(expression) as Promise<T>,
    press: (selector) => page.click(selector),
    type: async (selector, text) => {
      await page.click(selector);
      await page.keyboard.type(text, { delay: 30 });
    },
    move: async (path) => {
      for (const [x, y] of path) {
        await page.mouse.move(x, y);
        await pause(8);
      }
    },
    display,
    close: async () => {
      await browser.close();
      await display.stop();
    },
  };
}
