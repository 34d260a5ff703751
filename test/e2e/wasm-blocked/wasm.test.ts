import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine, settleOrt } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('WebAssembly is blocked', () => {
  const shop = useShop();

  it('leaves the integer engine, whose verdict the backend accepts', async () => {
    await atCheckout(
      shop.current,
      (page) =>
        page.route('**/worker.js', async (route) => {
          const response = await route.fetch();
          // A policy that lets our worker start no runtime; one against 'wasm-unsafe-eval' alone:
          // test/browser/ort.
          const headers = {
            ...response.headers(),
            'content-security-policy': "script-src 'self'; worker-src 'none'; connect-src 'self'",
          };
          await route.fulfill({ response, headers });
        }),
      async ({ page }) => {
        expect((await settleOrt(page, 'refused')).engine).toBe('exact');
        await fillAll(page);
        await page.click('#pay');
        expect(await logLine(shop.current, 0)).toMatchObject({ ok: true, code: null, level: 'high' });
      },
    );
  });
});
