import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('the script is blocked', () => {
  const shop = useShop();

  it('is a missing verdict, and the shop asks for a one-time code', async () => {
    await atCheckout(
      shop.current,
      (page) => page.route('**/tellsign.js', (route) => route.abort()),
      async ({ page }) => {
        await fillAll(page);
        await page.click('#pay');
        await page.waitForURL('**/verify');
        expect(await logLine(shop.current, 0)).toMatchObject({
          ok: false,
          code: 'missing',
          decision: 'challenge',
          score: null,
        });
      },
    );
  });
});
