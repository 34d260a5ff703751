import { setTimeout as delay } from 'node:timers/promises';
import type { Cookie, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { inspect, logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const NAME = '__Host-vrd';
/**
 * The binding cookie, as soon as it is there: the worker's request may still be under way when the page has
 * been left.
 */
async function cookieOf(page: Page): Promise<Cookie> {
  for (;;) {
    const found = (await page.context().cookies()).find(({ name }) => name === NAME);
    if (found) return found;
    await delay(50);
  }
}
const nothing = async () => {};

/** Presses Pay and waits for what the shop answers. */
async function pay(page: Page): Promise<void> {
  await fillAll(page);
  // The model is there by the time of this answer, so that a busy machine does not eat the verdict's
  // deadline.
  for (let at = 0; (await inspect(page)).verdict.score === null && at < 100; at += 1) await delay(100);
  await Promise.all([page.waitForURL(/\/(verify|order)/), page.click('#pay')]);
}

describe('the binding cookie', () => {
  const shop = useShop();

  it('is set with the first verdict, out of reach of scripts, and the next page names the key', async () => {
    await atCheckout(shop.current, nothing, async ({ page }) => {
      expect(await page.getAttribute('meta[name=vrd]', 'data-jkt')).toBe('');
      await pay(page);
      expect(await cookieOf(page)).toMatchObject({
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
        path: '/',
      });
      expect(await page.evaluate(() => document.cookie)).not.toContain(NAME);
      await page.goto(`${shop.current.url}/checkout`);
      expect(await page.getAttribute('meta[name=vrd]', 'data-jkt')).toMatch(/^[\w-]{43}$/);
    });
  });

  it('copied to another browser is key_mismatch, and nothing is let through', async () => {
    const lines = (await shop.current.log()).length;
    await atCheckout(shop.current, nothing, async ({ page }) => {
      await pay(page);
      const stolen = await cookieOf(page);
      await atCheckout(
        shop.current,
        async (thief) => {
          await thief.context().addCookies([stolen]);
          // A thief does not announce a new key.
          await thief.context().route('**/tellsign/enrol', (route) => route.abort());
        },
        async (thief) => pay(thief.page),
      );
      expect(await logLine(shop.current, lines + 1)).toMatchObject({
        ok: false,
        code: 'key_mismatch',
        decision: 'challenge',
      });
    });
  });
});
