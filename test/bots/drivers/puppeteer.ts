import puppeteer, { type Page } from 'puppeteer-core';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { checkOut } from '../check-out.ts';
import type { Actor, Hands, Stage } from '../stage.ts';

/** Opens the checkout in a headless Chromium under Puppeteer. */
export async function onPuppet(stage: Stage, act: (page: Page) => Promise<void>): Promise<void> {
  const browser = await puppeteer.launch({
    executablePath: findChromium(),
    args: CHROMIUM_ARGS,
    defaultViewport: { width: 1280, height: stage.random.pick([720, 900]) },
  });
  try {
    const page = await browser.newPage();
    await page.goto(stage.url);
    await page.waitForSelector('#pay');
    await act(page);
  } finally {
    await browser.close();
  }
}

export const puppetHands = (page: Page, { enter, press }: Pick<Hands, 'enter' | 'press'>): Hands => ({
  enter,
  press,
  async choose(id, value) {
    await page.select(`#${id}`, value);
  },
  evaluate: (expression) => page.evaluate(expression),
});

/** `page.type` and `page.click`, as Puppeteer's guide shows them. */
export const puppeteerType: Actor = {
  name: 'puppeteer-type',
  kind: 'tool',
  play: (stage) =>
    onPuppet(stage, (page) => {
      const delay = stage.random.pick([0, stage.random.uniform(10, 150)]);
      return checkOut(
        stage,
        puppetHands(page, {
          enter: (id, text) => page.type(`#${id}`, text, { delay }),
          press: (id) => page.click(`#${id}`),
        }),
      );
    }),
};
