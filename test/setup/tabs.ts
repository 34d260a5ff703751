import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';

/** The page of the test that is running. */
export interface Tab {
  readonly page: Page;
}

/** Opens one browser for the tests of a file, and for each of them a page in a context of its own. */
export function openTabs(launch: () => Promise<Browser>): Tab {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
  });
  afterEach(() => page.context().close());
  return {
    get page() {
      return page;
    },
  };
}
