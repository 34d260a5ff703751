import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { PASSWORD, type StoryShop } from './shop.ts';

/** One of the shop's people in the console, who uses keys alone. */
export interface Analyst {
  readonly page: Page;
  /** Presses keys one by one, each of which counts; waits for the page that the last one leads to. */
  press(keys: readonly string[], to?: RegExp): Promise<void>;
  /** Keys pressed so far. */
  keys(): number;
  /** Presses Tab until what has the focus says this, as somebody does who uses no mouse. */
  tabTo(name: RegExp): Promise<void>;
  go(path: string): Promise<void>;
  heading(): Promise<string>;
  /** What the page says was done. */
  notice(): Promise<string>;
  /** Sentences of the queue's rows. */
  rows(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Most presses of Tab on one page. */
const MOST = 80;

export async function openAnalyst(browser: Browser, { url }: StoryShop, name: string): Promise<Analyst> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  let pressed = 0;
  await page.goto(`${url}/console`);
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/console`);
  const textOf = async (selector: string) => (await page.textContent(selector))?.trim() ?? '';
  return {
    page,
    async press(keys, to) {
      for (const key of keys) {
        pressed++;
        const isLast = key === keys.at(-1);
        const arrived = to && isLast ? page.waitForURL(to) : undefined;
        await page.keyboard.press(key);
        await arrived;
      }
    },
    keys: () => pressed,
    async tabTo(wanted) {
      for (let presses = 0; presses < MOST; presses++) {
        pressed++;
        await page.keyboard.press('Tab');
        const text = await page.evaluate(() => {
          const { activeElement: element } = document;
          const label = element instanceof HTMLInputElement ? element.labels?.[0] : null;
          return (label ?? element)?.textContent?.trim() ?? '';
        });
        if (wanted.test(text)) return;
      }
      throw new Error(`Tab never comes to ${wanted}`);
    },
    async go(path) {
      await page.goto(`${url}/console${path}`);
    },
    heading: () => textOf('h1'),
    notice: () => textOf('[role=status]'),
    rows: () => page.locator('a[data-row]').allTextContents(),
    close: () => context.close(),
  };
}

/** A picture of the page in the folder of `STORY_PICTURES`, for who wants to watch; nothing without it. */
export async function watch(page: Page, name: string): Promise<void> {
  const folder = process.env.STORY_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
