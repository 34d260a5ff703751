import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { capturePayment, logLine, postPayment } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('a token that is sent twice', () => {
  const shop = useShop();

  it('is accepted once and then called replayed', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        const { body, token } = await capturePayment(page);
        expect(token.length).toBeGreaterThan(500);
        // A card that is refused keeps the basket, so the second post is about the same transaction.
        body.set('card', '4242424242424241');
        await postPayment(page, shop.current, body);
        await postPayment(page, shop.current, body);
        expect(await logLine(shop.current, 0)).toMatchObject({ ok: true, code: null });
        const second = await logLine(shop.current, 1);
        expect(second).toMatchObject({ ok: false, code: 'replayed', score: null });
        expect(second.decision).not.toBe('allow');
      },
    );
  });

  it('is worth nothing in another session', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        const { body } = await capturePayment(page);
        await atCheckout(
          shop.current,
          async () => {},
          async (other) => {
            await postPayment(other.page, shop.current, body);
          },
        );
        expect(await logLine(shop.current, 2)).toMatchObject({ ok: false, code: 'nonce_invalid' });
      },
    );
  });
});
