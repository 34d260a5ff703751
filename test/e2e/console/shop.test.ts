import { afterEach, describe, expect, it } from 'vitest';
import { openVisit, type Visit } from '../browser.ts';
import { openShop, type Shop } from '../shop.ts';
import { violations } from './axe.ts';

let shop: Shop;
let visit: Visit;
afterEach(async () => {
  await visit.close();
  await shop.stop();
});

describe('the console of the demo’s shop', () => {
  it('is behind a login, in which axe finds nothing, and leads to the queue', async () => {
    shop = await openShop({ TELLSIGN_CONSOLE_PASSWORD: 'kettle' });
    for (const colorScheme of ['light', 'dark'] as const) {
      visit = await openVisit({ colorScheme });
      const { page } = visit;
      await page.goto(`${shop.url}/console`);
      expect(page.url()).toBe(`${shop.url}/console/login`);
      expect(await violations(page)).toEqual([]);
      await page.getByRole('radio', { name: /^Jonas/ }).check();
      await page.getByLabel('Password').fill('kettle');
      await page.keyboard.press('Enter');
      await page.waitForURL(`${shop.url}/console`);
      expect(await page.getByRole('heading', { name: 'Nothing waits' }).isVisible()).toBe(true);
      expect(await violations(page)).toEqual([]);
      if (colorScheme === 'light') await visit.close();
    }
  });
});
