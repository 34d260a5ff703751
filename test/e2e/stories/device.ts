import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, BrowserContextOptions, Cookie, Page } from 'playwright-core';
import { COUNTRY, CUSTOMER, fillAll } from '../browser.ts';
import { inspect } from '../checkout.ts';
import type { StoryShop } from './shop.ts';

export const BERLIN = '52.52,13.40';
export const TOKYO = '35.68,139.69';

/** One press on Pay. */
export interface Purchase {
  /** Latitude and longitude, as the edge would say. */
  readonly place: string;
  /** @default 'residential' */
  readonly network?: string;
  readonly email?: string;
  readonly card?: string;
  /** Pour-over sets, 68 € each. @default 1 */
  readonly pieces?: number;
  /** A script inside the page sets the values and presses Pay, without an event of input. @default false */
  readonly isInjected?: boolean;
}

/** What the visitor sees next. */
export interface Seen {
  readonly status: number;
  readonly path: string;
  readonly title: string;
  /** What the demonstration part of the page says; empty where it has none. */
  readonly decision: string;
  readonly rule: string;
  readonly travel: string;
}

/** A browser profile with a key of its own. */
export interface Device {
  readonly page: Page;
  buy(purchase: Purchase): Promise<Seen>;
  /** Enters the code that the page shows in place of a telephone. */
  enterCode(): Promise<Seen>;
  /** Its cookies, as soon as its key is bound: the worker enrols it while the page is left. */
  boundCookies(): Promise<Cookie[]>;
  close(): Promise<void>;
}

export async function openDevice(
  browser: Browser,
  { url }: StoryShop,
  options: BrowserContextOptions = {},
): Promise<Device> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();

  async function putIntoBasket(pieces: number): Promise<void> {
    await page.goto(url);
    await page.selectOption('select[name=pieces]', String(pieces));
    await Promise.all([page.waitForURL('**/cart'), page.click('#add')]);
  }

  const press = (selector: string) => leave(() => page.click(selector));

  /** Does what leads to the next page, and says what is seen there. */
  async function leave(act: () => Promise<unknown>): Promise<Seen> {
    const [answer] = await Promise.all([page.waitForNavigation(), act()]);
    const { dataset } = await page.evaluate(() => ({
      dataset: { ...document.querySelector<HTMLElement>('#verdict')?.dataset },
    }));
    const { decision = '', rule = '', travel = '' } = dataset;
    const title = (await page.textContent('h1')) ?? '';
    return {
      status: answer?.status() ?? 0,
      path: new URL(page.url()).pathname,
      title,
      decision,
      rule,
      travel,
    };
  }

  /** As a script does that was planted in the page: nothing is typed, and nothing is clicked. */
  async function inject(values: Readonly<Record<string, string>>): Promise<Seen> {
    await inspect(page);
    await page.evaluate(
      ([fields, country]) => {
        for (const [id, value] of Object.entries(fields))
          (document.getElementById(id) as HTMLInputElement).value = value;
        (document.getElementById('country') as HTMLSelectElement).value = country;
        (document.getElementById('agree') as HTMLInputElement).checked = true;
      },
      [values, COUNTRY] as const,
    );
    return leave(() => page.evaluate(() => document.getElementById('pay')?.click()));
  }

  return {
    page,
    async buy({ place, network = 'residential', email, card, pieces = 1, isInjected = false }) {
      await page.setExtraHTTPHeaders({ 'x-demo-place': place, 'x-demo-network': network });
      if (pieces > 1) await putIntoBasket(pieces);
      await page.goto(`${url}/checkout`);
      if (isInjected) return inject({ ...CUSTOMER, ...(email && { email }) });
      await fillAll(page);
      if (email !== undefined) await page.fill('#email', email);
      if (card !== undefined) await page.fill('#card', card);
      // The model is there by the time of this answer, so that a busy machine does not eat the verdict's
      // deadline.
      for (let at = 0; (await inspect(page)).verdict.score === null && at < 100; at += 1) await delay(100);
      return press('#pay');
    },
    async enterCode() {
      await page.fill('#code', (await page.textContent('#sent')) ?? '');
      return press('#confirm');
    },
    async boundCookies() {
      for (;;) {
        const cookies = await context.cookies();
        if (cookies.some(({ name }) => name === '__Host-vrd')) return cookies;
        await delay(50);
      }
    },
    close: () => context.close(),
  };
}
