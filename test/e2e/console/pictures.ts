import { mkdirSync } from 'node:fs';
import { openVisit } from '../browser.ts';
import { caseOf, cityOf, livingDay } from './day.ts';
import { serveConsole, serveLabelled } from './site.ts';

/**
 * `npx tsx test/e2e/console/pictures.ts`: takes the pictures of docs/console.md into `docs/pictures`, or into
 * the folder that is named.
 */
const folder = process.argv[2] ?? 'docs/pictures';
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

const site = await serveConsole({
  decider: { budget: { perDay: 40, audit: 0.2 } },
  console: { placeName: cityOf },
});
await livingDay(site);
const journey = await caseOf(site, 'Berlin → Tokyo');
const policy = site.policies.entries().find(({ policy }) => policy.name === 'cautious')?.policy.revision;

const PICTURES = [
  ['queue', '/', WIDE, 'light'],
  ['case', `/case/${journey}`, { ...WIDE, height: 1340 }, 'light'],
  ['case-phone', `/case/${journey}`, PHONE, 'dark'],
  ['audit', `/case/${await caseOf(site, 'A visit drawn at random')}`, { ...WIDE, height: 620 }, 'light'],
  [
    'rule',
    `/case/${await caseOf(site, 'It behaves like a script')}/rule`,
    { ...WIDE, height: 1000 },
    'light',
  ],
  ['policy', `/policy/${policy}`, WIDE, 'light'],
  ['health', '/health', { ...WIDE, height: 700 }, 'light'],
] as const;

mkdirSync(folder, { recursive: true });
for (const [name, address, viewport, colorScheme] of PICTURES) {
  const visit = await openVisit({ viewport, colorScheme });
  await visit.page.goto(`${site.url}${address}`);
  const path = `${folder}/${name}.png`;
  await visit.page.screenshot({ path });
  await visit.close();
}
await site.close();

const labelled = await serveLabelled();
await labelled.post('/learning/preview', { action: 'checkout' });
const learning = await openVisit({ viewport: { ...WIDE, height: 940 }, colorScheme: 'light' });
await learning.page.goto(`${labelled.url}/learning?action=checkout`);
await learning.page.screenshot({ path: `${folder}/learning.png` });
await learning.close();
await labelled.close();
