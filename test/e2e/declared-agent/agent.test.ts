import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { KEY, publicOf, SHOP, sign } from '../../unit/decide/agents/sign.ts';
import { fillAll } from '../browser.ts';
import { logLine } from '../checkout.ts';
import { atCheckout, useShop } from '../shop-visit.ts';

const file = join(mkdtempSync(join(tmpdir(), 'tellsign-agents-')), 'agents.json');
writeFileSync(file, JSON.stringify({ origin: SHOP, agents: [{ name: 'shopper', keys: [publicOf(KEY)] }] }));

/** Signs what the page posts to the shop, as an agent's browser does. */
const signPayments = (page: Page, authority: string) =>
  page.route('**/pay', async (route) => {
    const now = Math.floor(Date.now() / 1000);
    const signed = await sign({ created: now - 1, expires: now + 60, headers: {}, authority });
    await route.continue({ headers: { ...route.request().headers(), ...signed } });
  });

describe('a declared agent that fills the form by script', () => {
  const shop = useShop({ TELLSIGN_AGENTS: file });

  it.each([
    ['is allowed, and the shop says who it is', 'shop.example', 'allow', 'shopper, by its signature'],
    ['is held where its signature is for another shop', 'other.example', 'review', 'signature_wrong'],
  ] as const)('%s', async (_, authority, decision, text) => {
    const line = decision === 'allow' ? 0 : 1;
    await atCheckout(
      shop.current,
      (page) => signPayments(page, authority),
      async ({ page }) => {
        await fillAll(page);
        await page.click('#pay');
        expect(await logLine(shop.current, line)).toMatchObject({ ok: true, level: 'high', decision });
        await page.waitForURL('**/order/**');
        await page.getByText(text).waitFor({ state: 'attached' });
      },
    );
  });
});
