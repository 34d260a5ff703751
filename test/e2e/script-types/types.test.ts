import { describe, expect, it } from 'vitest';
import { COUNTRY, CUSTOMER } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const DELAY_MS = 40;

describe('a script that types with a constant delay', () => {
  const shop = useShop();

  it('is called high, and its typing is among the reasons', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        for (const [id, value] of Object.entries(CUSTOMER)) {
          await page.click(`#${id}`);
          await page.keyboard.type(value, { delay: DELAY_MS });
        }
        await page.selectOption('#country', COUNTRY);
        await page.click('#agree');
        await page.click('#pay');
        const line = await logLine(shop.current, 0);
        expect(line).toMatchObject({ ok: true, code: null, level: 'high', decision: 'review' });
        const against = line.reasons.filter(({ weight }) => weight > 0).map(({ code }) => code.split('.')[0]);
        expect(against).toContain('keys');
      },
    );
  });
});
