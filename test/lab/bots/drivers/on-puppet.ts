import puppeteer, { type Page } from 'puppeteer-core';
import { findChromium } from '../../../setup/chromium.ts';
import { withScreen } from '../screen.ts';
import type { Hands, Stage } from '../stage.ts';

/** Opens the page in Chromium under Puppeteer, or what speaks like it, and hands it to `act`. */
export function onPuppet(
  stage: Stage,
  act: (page: Page) => Promise<void>,
  launcher: Pick<typeof puppeteer, 'launch'> = puppeteer,
): Promise<void> {
  const { width, height, dpr } = stage.setting;
  return withScreen(stage.setting, async ({ args, ...launch }) => {
    const browser = await launcher.launch({
      executablePath: findChromium(),
      ...launch,
      args: [...args, `--window-size=${width},${height + 90}`],
      defaultViewport: { width, height, deviceScaleFactor: dpr },
    });
    try {
      const page = await browser.newPage();
      await page.goto(stage.url);
      await page.waitForSelector(`#${stage.task.ready}`);
      await act(page);
    } finally {
      await browser.close();
    }
  });
}

export const puppetHands = (page: Page, { enter, press }: Pick<Hands, 'enter' | 'press'>): Hands => ({
  enter,
  press,
  async choose(id, value) {
    await page.select(`#${id}`, value);
  },
  async shown(id) {
    await page.waitForSelector(`#${id}`);
  },
});
