import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { capturePayment, logLine, postPayment } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const TTL_SECONDS = 12;

describe('a nonce that is too old', () => {
  const shop = useShop({ TELLSIGN_NONCE_TTL: String(TTL_SECONDS) });

  it('is refused as nonce_expired when the token comes late', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        const { body, token } = await capturePayment(page);
        expect(token).not.toBe('');
        await delay((TTL_SECONDS + 2) * 1000);
        await postPayment(page, shop.current, body);
        const line = await logLine(shop.current, 0);
        expect(line).toMatchObject({ ok: false, code: 'nonce_expired' });
        expect(line.decision).not.toBe('allow');
      },
    );
  });

  it('is replaced by the SDK before it signs, without the visitor noticing', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        await delay(TTL_SECONDS * 1000);
        await page.click('#pay');
        expect(await logLine(shop.current, 1)).toMatchObject({ ok: true, code: null });
      },
    );
  });
});
