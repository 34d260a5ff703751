import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { inspect, settleOrt } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('onnxruntime-web in the shop', () => {
  const shop = useShop();

  it('takes over scoring at idle and gives the score the integer engine gave', async () => {
    let release = () => {};
    const answered = new Promise<void>((resolve) => {
      release = resolve;
    });
    await atCheckout(
      shop.current,
      // Held back until the integer engine has answered once.
      (page) =>
        page.route('**/ort.wasm', async (route) => {
          await answered;
          await route.continue();
        }),
      async ({ page }) => {
        await page.mouse.move(300, 200);
        await fillAll(page);
        const before = await inspect(page);
        expect(before.engine).toBe('exact');
        release();
        const after = await settleOrt(page, 'ready');
        expect(after.engine).toBe('ort-wasm');
        expect(after.groups.length).toBe(before.groups.length);
        const verdict = await page.evaluate(() => window.tellsign?.assess({ action: 'checkout' }));
        expect(verdict?.engine).toBe('ort-wasm');
        const sum = verdict?.reasons.reduce((total, { weight }) => total + weight, 0);
        expect(sum).toBe(verdict?.logit);
      },
    );
  });

  it('is named by the inspect panel', async () => {
    const { url } = shop.current;
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await page.goto(`${url}/checkout?inspect`);
        await settleOrt(page, 'ready');
        await page.getByText('ort-wasm').first().waitFor();
      },
    );
  });
});
