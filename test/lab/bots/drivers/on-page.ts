import { type BrowserType, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../../setup/chromium.ts';
import { withScreen } from '../screen.ts';
import type { Hands, Stage } from '../stage.ts';

/** Opens the page in Chromium under Playwright, or what speaks like it, and hands it to `act`. */
export function onPage(
  stage: Stage,
  act: (page: Page) => Promise<void>,
  playwright: Pick<BrowserType, 'launch'> = chromium,
): Promise<void> {
  const { width, height, dpr } = stage.setting;
  return withScreen(stage.setting, async (launch) => {
    const browser = await playwright.launch({ executablePath: findChromium(), ...launch });
    try {
      const page = await browser.newPage({ viewport: { width, height }, deviceScaleFactor: dpr });
      await page.goto(stage.url);
      await page.waitForSelector(`#${stage.task.ready}`);
      await act(page);
    } finally {
      await browser.close();
    }
  });
}

/** What every Playwright script does alike; `enter` tells them apart. */
export const hands = (page: Page, enter: Hands['enter']): Hands => ({
  enter,
  choose: async (id, value) => {
    await page.selectOption(`#${id}`, value);
  },
  press: (id) => page.click(`#${id}`),
  shown: async (id) => {
    await page.waitForSelector(`#${id}`);
  },
});
