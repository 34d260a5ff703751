import { afterEach, describe, expect, it } from 'vitest';
import type { Aligned } from '../../../src/server/index.ts';
import { accepted } from '../../unit/decide/setup.ts';
import { openVisit, type Visit } from '../browser.ts';
import { LOOKS, lookAt } from './axe.ts';
import { serveAligned } from './site.ts';

let site: Awaited<ReturnType<typeof serveAligned>>;
let visit: Visit;
afterEach(async () => {
  await visit.close();
  await site.close();
});

const ALIGNED: Aligned = {
  ...{ profile: 'week-1', delta: -1.4, score: 0.62, level: 'medium', shipped: 'high', decides: true },
  groups: { keys: -1.1, motion: -0.3 },
};

/** A case whose visit was judged by both measures. */
async function caseOf({ decider, ids }: typeof site): Promise<string> {
  const groups = { keys: 3, motion: 2.2 };
  const verdict = accepted({ level: 'high', score: 0.95, groups, aligned: ALIGNED });
  await decider.decide(verdict, { action: 'checkout', account: 'ann', card: 'visa', amount: 100 });
  return (await ids())[0] ?? '';
}

describe('the measures of the site’s own people in Chromium', () => {
  it('are measured, applied and reset by keys alone, without script', async () => {
    site = await serveAligned();
    visit = await openVisit({ javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${site.url}/learning`);
    const press = async (name: string, said: string) => {
      await page.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
      await page.waitForURL(`**said=learning_${said}`);
    };
    await press('Measure anew', 'previewed');
    expect(await page.getByRole('heading', { name: 'Widest moves' }).isVisible()).toBe(true);
    await press('Apply these measures', 'applied');
    expect(await page.getByText('applied by Mara Lindqvist').isVisible()).toBe(true);
    await press('Back to the shipped measures', 'aligned_back');
    expect(await page.getByText('The shipped measures are in force.').isVisible()).toBe(true);
  });

  it.each(LOOKS)(
    'have nothing that axe finds, in %s at %i px, and nothing too wide',
    async (colorScheme, width) => {
      site = await serveAligned();
      await site.send('preview', '', 'mara');
      const id = await caseOf(site);
      visit = await openVisit({ colorScheme, viewport: { width, height: 844 } });
      const { page } = visit;
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      for (const [path, heading] of [
        ['/learning?action=checkout', 'This site’s own people'],
        [`/case/${id}`, 'Measured two ways'],
      ] as const) {
        faults.push(...(await lookAt(page, `${site.url}${path}`)));
        expect(await page.getByRole('heading', { name: heading }).isVisible()).toBe(true);
        const folder = process.env.TELLSIGN_PICTURES;
        if (folder)
          await page
            .getByRole('heading', { name: heading })
            .locator('..')
            .screenshot({
              path: `${folder}/${path.split('?')[0]?.split('/')[1]}-${colorScheme}-${width}.png`,
            });
      }
      expect(faults).toEqual([]);
    },
  );
});
