import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { openShop, type Shop } from '../shop.ts';

let browser: Browser;
let shop: Shop;

beforeAll(async () => {
  [browser, shop] = await Promise.all([
    chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS }),
    openShop(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
});

/** A page of the shop, whose console must stay silent about what it refused. */
async function open(
  path: string,
  width: number,
): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto(shop.url + path);
  return { page, errors };
}

const PANEL = 'tellsign-inspector .panel';

const boxOf = async (page: Page, selector: string) => {
  const box = await page.locator(selector).first().boundingBox();
  if (!box) throw new Error(`${selector} has no box`);
  return box;
};

describe('the inspector', () => {
  it('stands beside a wide page and covers none of it', async () => {
    const { page, errors } = await open('/checkout?inspect', 1280);
    await page.waitForSelector(`${PANEL} .group`);
    const panel = await boxOf(page, PANEL);
    for (const selector of ['#pay', '#name', '#cvv', '.summary', 'header']) {
      const { x, width } = await boxOf(page, selector);
      expect(x + width).toBeLessThanOrEqual(panel.x);
    }
    expect(errors).toEqual([]);
  });

  it('shows no chance while the level is unknown, and rows of one height', async () => {
    const { page } = await open('/checkout?inspect', 1280);
    await page.waitForSelector(`${PANEL}[data-level="unknown"] .group`);
    expect(await page.textContent(`${PANEL} .score`)).toBe('–');
    const heights = await page.$$eval(`${PANEL} .group > summary`, (rows) =>
      rows.map((row) => row.getBoundingClientRect().height),
    );
    expect(heights.length).toBeGreaterThan(10);
    expect(new Set(heights).size).toBe(1);
  });

  it('is closed at first on a phone, and opened leaves the field in focus in sight', async () => {
    const { page } = await open('/checkout?inspect', 390);
    await page.waitForSelector('tellsign-inspector .panel > summary');
    expect(await page.$eval(PANEL, (panel) => (panel as HTMLDetailsElement).open)).toBe(false);
    await page.click(`${PANEL} > summary`);
    await page.waitForSelector('html[data-tellsign-inspector="open"]');
    for (const id of ['cvv', 'pay', 'name']) {
      await page.focus(`#${id}`);
      const { y, height } = await boxOf(page, `#${id}`);
      expect(y + height).toBeLessThanOrEqual((await boxOf(page, PANEL)).y);
      expect(y).toBeGreaterThanOrEqual(0);
    }
  });

  it('opens by an import only when it is asked to, once, and closes without a trace', async () => {
    const page = await browser.newPage();
    // In place of the tag's own script: the page's policy allows no further one.
    await page.route(/\/inspector\.js$/, (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `import { openInspector } from '/tellsign/inspector.js?imported';
          const tags = () => document.querySelectorAll('tellsign-inspector').length;
          const counts = [tags()];
          openInspector(window.tellsign);
          const close = openInspector(window.tellsign);
          counts.push(tags());
          close();
          counts.push(tags(), document.adoptedStyleSheets.length);
          document.body.dataset.counts = counts.join();`,
      }),
    );
    await page.goto(`${shop.url}/checkout?inspect`);
    await page.waitForSelector('body[data-counts]');
    const seen = await page.evaluate(() => ({
      counts: document.body.dataset.counts,
      state: document.documentElement.dataset.tellsignInspector ?? null,
    }));
    expect(seen).toEqual({ counts: '0,1,0,0', state: null });
  });

  it('says so where the script was blocked', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/tellsign/tellsign.js', (route) => route.abort());
    await page.goto(`${shop.url}/checkout?inspect`);
    await page.waitForSelector(PANEL);
    expect(await page.textContent(`${PANEL} .status`)).toContain('The script did not load');
  });
});
