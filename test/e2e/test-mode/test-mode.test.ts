import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { type CustomerTest, readCustomersTests, startShop } from './customer.ts';

let browser: Browser;
let tests: readonly CustomerTest[];
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  tests = await readCustomersTests(expect);
});
afterAll(() => browser?.close());
afterEach(() => {
  vi.unstubAllEnvs();
});

/** Runs the customer's own tests against a shop; what its guard was told. */
async function run(environment: Readonly<Record<string, string>>, { marks = false } = {}): Promise<string[]> {
  const shop = await startShop(environment);
  if ('failed' in shop) throw new Error(shop.failed);
  const context = await browser.newContext({ baseURL: shop.origin });
  try {
    expect(tests).toHaveLength(1);
    for (const test of tests) {
      const page = await context.newPage();
      if (marks) {
        await page.route('**/checkout', async (route) => {
          const response = await route.fetch();
          const body = (await response.text()).replace('data-endpoint', 'data-test data-endpoint');
          await route.fulfill({ response, body });
        });
      }
      await test({ page });
    }
    return [...shop.lines];
  } finally {
    await context.close();
    await shop.stop();
  }
}

describe("a customer's Playwright run", () => {
  it.each([
    ['low', 'paid'],
    ['medium', 'ask for a code'],
    ['high', 'under review'],
    ['unknown', 'ask for a code'],
    ['missing', 'ask for a code'],
  ])('passes the checkout in test mode, at %s', async (level, expected) => {
    vi.stubEnv('EXPECTED', expected);
    expect(await run({ NODE_ENV: 'test', TELLSIGN_TEST: level })).toEqual([level]);
  });

  it('is refused in production, where a page is marked', async () => {
    vi.stubEnv('EXPECTED', 'ask for a code');
    expect(await run({ NODE_ENV: 'production' }, { marks: true })).toEqual(['wrong_type']);
  });

  it.each(['production', ''])('does not start a shop in test mode with NODE_ENV "%s"', async (NODE_ENV) => {
    const shop = await startShop({ NODE_ENV, TELLSIGN_TEST: 'low' });
    expect(shop).toEqual({ failed: expect.stringContaining('test needs NODE_ENV test or development') });
  });
});
