import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('the worker is blocked', () => {
  const shop = useShop();

  it('lets the page pay, and the shop asks for a one-time code', async () => {
    await atCheckout(
      shop.current,
      (page) => page.route('**/worker.js*', (route) => route.abort()),
      async ({ page }) => {
        const errors: string[] = [];
        page.on('pageerror', (error) => errors.push(error.message));
        await fillAll(page);
        await page.click('#pay');
        await page.waitForURL('**/verify');
        expect(await logLine(shop.current, 0)).toMatchObject({
          ok: false,
          code: 'missing',
          decision: 'challenge',
        });
        expect(errors).toEqual([]);
      },
    );
  });
});
