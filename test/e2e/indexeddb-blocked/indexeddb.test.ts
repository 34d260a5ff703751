import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const REFUSING =
  "Object.defineProperty(self, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError'); } });\n";

describe('IndexedDB is blocked', () => {
  const shop = useShop();

  it('signs with a key that lives as long as the page, and says so', async () => {
    await atCheckout(
      shop.current,
      (page) =>
        page.route('**/worker.js', async (route) => {
          const response = await route.fetch();
          await route.fulfill({ response, body: REFUSING + (await response.text()) });
        }),
      async ({ page }) => {
        const verdict = await page.evaluate(() => window.tellsign?.assess({ action: 'checkout' }));
        expect(verdict?.degraded).toContain('key_ephemeral');
        await fillAll(page);
        await page.click('#pay');
        expect(await logLine(shop.current, 0)).toMatchObject({ ok: true, code: null, level: 'high' });
      },
    );
  });
});
