import type { Page } from 'playwright-core';
import { afterEach, expect, it } from 'vitest';
import { reviewerOf } from '../../unit/console/site.ts';
import { openVisit, type Visit } from '../browser.ts';
import { serveConsole } from './site.ts';

let site: Awaited<ReturnType<typeof serveConsole>>;
const visits: Visit[] = [];
afterEach(async () => {
  for (const visit of visits.splice(0)) await visit.close();
  await site.close();
});

/** A browser of somebody, at the site's only case. */
async function at(who: string): Promise<Page> {
  const visit = await openVisit({ extraHTTPHeaders: { 'x-reviewer': who } });
  visits.push(visit);
  const [id] = await site.ids();
  await visit.page.goto(`${site.url}/case/${id}`);
  return visit.page;
}

async function answer(page: Page, keys: readonly string[]): Promise<string> {
  const [last, ...first] = keys.toReversed();
  for (const key of first.toReversed()) await page.keyboard.press(key);
  await Promise.all([page.waitForNavigation(), page.keyboard.press(last ?? '')]);
  return (await page.getByRole('status').textContent()) ?? '';
}

const labels = async () => {
  const all = [];
  for await (const { labels: own } of site.records.export())
    all.push(...own.map(({ by, outcome }) => [by, outcome]));
  return all;
};

it('says to the second one that the case was closed meanwhile, and overwrites nothing', async () => {
  site = await serveConsole({ console: { reviewerOf } });
  await site.machine('ann');
  const [mara, jonas] = [await at('mara'), await at('jonas')];
  expect(await answer(jonas, ['l', '1'])).toContain('Answered: legitimate');
  expect(await answer(mara, ['f', '1'])).toContain(
    'This case was closed meanwhile. Your answer was not kept, and nothing was overwritten.',
  );
  expect(await mara.textContent('main')).toContain('Answered by jonas');
  expect(await labels()).toEqual([['jonas', 'legitimate']]);
});

it('says to the second one who has the case', async () => {
  site = await serveConsole({ console: { reviewerOf } });
  await site.machine('ann');
  const [mara, jonas] = [await at('mara'), await at('jonas')];
  await site.post('/next', {}, 'mara');
  expect(await answer(jonas, ['l', '1'])).toContain('Somebody else has this case. Nothing was changed.');
  expect(await answer(mara, ['f', '1'])).toContain('Answered: fraudulent');
  expect(await labels()).toEqual([['mara', 'fraudulent']]);
});

it('shows a reader no form, and refuses one that is sent anyway', async () => {
  site = await serveConsole({ console: { reviewerOf } });
  await site.machine('ann');
  const guest = await at('guest');
  expect(await guest.textContent('main')).toContain('You may read cases.');
  const status = await guest.evaluate(
    async (path) => (await fetch(path, { method: 'POST', body: new URLSearchParams({ seen: '1' }) })).status,
    `${new URL(guest.url()).pathname}/answer`,
  );
  expect(status).toBe(403);
  expect((await site.log()).at(-1)).toContain('guest refused');
});
