import { afterEach, describe, expect, it } from 'vitest';
import { openVisit, type Visit } from '../browser.ts';
import { LOOKS, lookAt } from './axe.ts';
import { serveLabelled } from './site.ts';

let site: Awaited<ReturnType<typeof serveLabelled>>;
let visit: Visit;
afterEach(async () => {
  await visit.close();
  await site.close();
});

describe('learning in Chromium', () => {
  it('is previewed, applied and taken back without script', async () => {
    site = await serveLabelled();
    visit = await openVisit({ javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${site.url}/learning`);
    await page.getByRole('button', { name: 'Preview' }).click();
    await page.waitForURL('**said=learning_previewed');
    expect(await page.getByRole('heading', { name: 'Proposed', exact: true }).isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Apply it' }).click();
    await page.waitForURL('**said=learning_applied');
    expect(await page.getByText('A curve of this site’s labels').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.waitForURL('**said=learning_rolled_back');
    expect(await page.getByText('The stated prior').isVisible()).toBe(true);
  });

  it.each(LOOKS)(
    'has nothing that axe finds, in %s at %i px, and nothing too wide',
    async (colorScheme, width) => {
      site = await serveLabelled();
      await site.post('/learning/preview', { action: 'checkout' });
      await site.post('/learning/gold', { action: 'checkout', step: 'draw' });
      visit = await openVisit({ colorScheme, viewport: { width, height: 844 } });
      const { page } = visit;
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      faults.push(...(await lookAt(page, `${site.url}/learning?action=checkout`)));
      expect(faults).toEqual([]);
    },
  );
});
