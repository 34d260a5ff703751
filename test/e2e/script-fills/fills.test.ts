import { describe, expect, it } from 'vitest';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

describe('a script that fills the form', () => {
  const shop = useShop();

  it('is called high by the backend, with at least two true reasons', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        await page.click('#pay');
        const line = await logLine(shop.current, 0);
        expect(line).toMatchObject({ ok: true, code: null, level: 'high', decision: 'review' });
        const against = line.reasons.filter(({ weight, code }) => weight > 0 && code.includes('.'));
        expect(against.length).toBeGreaterThanOrEqual(2);
        // What the script did: text in bulk that no key, paste or autofill explains.
        expect(against.map(({ code }) => code.split('.')[0])).toContain('text_entry');
      },
    );
  });

  it('has its order held back until a person has looked, and shows rule and score', async () => {
    await atCheckout(
      shop.current,
      async () => {},
      async ({ page }) => {
        await fillAll(page);
        await page.click('#pay');
        await page.waitForURL('**/order/**');
        const { score } = await logLine(shop.current, 1);
        expect(await page.getAttribute('#verdict #score', 'value')).toBe(score?.toFixed(4));
        // The first test's script left a copy, so another rule may decide before this one.
        expect(await page.textContent('.rules')).toContain('machine');
        expect(await page.getAttribute('#verdict', 'data-hold')).toBe('true');
        expect(await page.textContent('h1')).toContain('We are taking a second look');
      },
    );
  });
});
