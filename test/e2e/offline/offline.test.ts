import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('the network goes away', () => {
  const shop = useShop();

  it('scores without a token, says why, and pays once it is back', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        // The nonce that came with the page is used up here, so that the next one has to be asked for.
        expect(
          (await page.evaluate(() => window.tellsign?.assess({ action: 'checkout' })))?.token,
        ).toBeTruthy();
        await page.context().setOffline(true);
        const offline = await page.evaluate(() =>
          window.tellsign?.assess({ action: 'checkout', timeoutMs: 1500 }),
        );
        expect(offline?.token).toBeNull();
        expect(offline?.degraded).toContain('offline');
        await page.context().setOffline(false);
        await page.click('#pay');
        expect(await logLine(shop.current, 0)).toMatchObject({ ok: true, code: null, level: 'high' });
      },
    );
  });
});
