import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { capturePayment, logLine, postPayment } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('an amount that changes after it was signed', () => {
  const shop = useShop();

  it('is a tx_mismatch, and nothing is allowed', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        const { body } = await capturePayment(page);
        // The same visitor puts one more piece into the basket in another tab.
        const tab = await page.context().newPage();
        await tab.goto(`${shop.current.url}/`);
        await tab.locator('form[action*="cart"] button').first().click();
        await tab.waitForURL('**/cart**');
        await postPayment(page, shop.current, body);
        const line = await logLine(shop.current, 0);
        expect(line).toMatchObject({ ok: false, code: 'tx_mismatch' });
        expect(line.decision).not.toBe('allow');
      },
    );
  });
});
