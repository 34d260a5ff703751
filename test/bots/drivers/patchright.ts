import { chromium } from 'patchright-core';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { checkOut } from '../check-out.ts';
import type { Actor } from '../stage.ts';

/** Playwright with its traces patched out; half fill, half type. */
export const patchright: Actor = {
  name: 'patchright',
  kind: 'tool',
  async play(stage) {
    const { random } = stage;
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
    try {
      const page = await browser.newPage();
      await page.goto(stage.url);
      await page.waitForSelector('#pay');
      const fills = random.chance(0.5);
      const delay = random.uniform(20, 150);
      await checkOut(stage, {
        async enter(id, text) {
          if (fills) return page.fill(`#${id}`, text);
          await page.click(`#${id}`);
          await page.keyboard.type(text, { delay });
        },
        async choose(id, value) {
          await page.selectOption(`#${id}`, value);
        },
        press: (id) => page.click(`#${id}`),
        // Patchright's own world does not see the page's globals.
        evaluate: (expression) => page.mainFrame().evaluate(expression, undefined, {}, false),
      });
    } finally {
      await browser.close();
    }
  },
};
