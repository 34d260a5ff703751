import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { inspect, logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const nothing = async () => {};

async function pay(page: Page): Promise<void> {
  await fillAll(page);
  // The model is there by the time of this answer, so that a busy machine does not eat the verdict's
  // deadline.
  for (let at = 0; (await inspect(page)).verdict.score === null && at < 100; at += 1) await delay(100);
  await Promise.all([page.waitForURL(/\/(verify|order)/), page.click('#pay')]);
}

/** The key that the site says is bound, as soon as it is another one than before. */
async function boundKey(page: Page, url: string, before = ''): Promise<string> {
  for (;;) {
    await page.goto(`${url}/checkout?inspect`);
    const jkt = (await page.getAttribute('meta[name=vrd]', 'data-jkt')) ?? '';
    if (jkt !== before) return jkt;
    await delay(100);
  }
}

/** Has the stored key be as old as it can be. */
const age = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tellsign');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const store = opening.result.transaction('keys', 'readwrite').objectStore('keys');
          const reading = store.get('device');
          reading.onsuccess = () => {
            store.put({ ...reading.result, madeMs: 0 }, 'device');
          };
          store.transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );

describe('a key of 90 days', () => {
  const shop = useShop();

  it('is followed by a new one at the next verdict, which the shop accepts as bound', async () => {
    const lines = (await shop.current.log()).length;
    await atCheckout(shop.current, nothing, async ({ page }) => {
      const { url } = shop.current;
      await pay(page);
      const old = await boundKey(page, url);
      await age(page);
      await page.goto(`${url}/checkout?inspect`);
      await pay(page);
      const renewed = await boundKey(page, url, old);
      expect([old, renewed]).toEqual([
        expect.stringMatching(/^[\w-]{43}$/),
        expect.stringMatching(/^[\w-]{43}$/),
      ]);
      // Without the old key's word, or signed by the wrong one, this is key_mismatch.
      await pay(page);
      for (const at of [1, 2])
        expect(await logLine(shop.current, lines + at)).toMatchObject({ ok: true, code: null });
    });
  });
});
