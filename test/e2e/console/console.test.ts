import { afterEach, describe, expect, it } from 'vitest';
import { openVisit, type Visit } from '../browser.ts';
import { LOOKS, lookAt } from './axe.ts';
import { serveConsole } from './site.ts';

let site: Awaited<ReturnType<typeof serveConsole>>;
let visit: Visit;
afterEach(async () => {
  await visit.close();
  await site.close();
});

/** A day with cases of several kinds, something answered, and a policy on trial. */
async function fill(): Promise<void> {
  await site.machine('ann', 50);
  await site.machine('bob', 900);
  await site.machine('bob', 120);
  await site.journey('eve');
  await site.denyKey((await site.ids()).at(-1) ?? '');
  await site.post(`/case/${(await site.ids()).at(-1)}/answer`, {
    answer: 'fraudulent:stolen_card',
    note: 'He called.',
    seen: '1',
  });
}

/** Every page, by an address that shows something. */
async function addresses(): Promise<readonly string[]> {
  const [first] = await site.ids();
  const revision = site.policies.live('checkout')?.revision;
  return [
    '/',
    `/case/${first}`,
    `/case/${first}/rule`,
    '/denied',
    '/policy',
    `/policy/${revision}`,
    '/log',
    '/health',
    '/learning',
    '/case/none',
  ];
}

describe('the console in Chromium', () => {
  it.each(LOOKS)(
    'has nothing that axe finds, in %s at %i px, and nothing too wide',
    async (colorScheme, width) => {
      site = await serveConsole();
      await fill();
      visit = await openVisit({ colorScheme, viewport: { width, height: 844 } });
      const { page } = visit;
      const faults: string[] = [];
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      for (const address of await addresses()) {
        faults.push(...(await lookAt(page, `${site.url}${address}`)));
      }
      // The page that is not there is a 404 by intention.
      expect(faults.filter((one) => !one.includes('404'))).toEqual([]);
    },
  );

  it('closes a case by two keys, and the next one is there', async () => {
    site = await serveConsole();
    await site.machine('ann', 50);
    await site.machine('bob', 900);
    const [bob, ann] = await site.ids();
    visit = await openVisit();
    const { page } = visit;
    await page.goto(`${site.url}/`);
    await page.keyboard.press('n');
    await page.waitForURL(`**/case/${bob}`);
    await page.keyboard.press('f');
    await page.keyboard.press('1');
    await page.waitForURL(`**/case/${ann}?*`);
    expect(await page.getByRole('status').textContent()).toContain('Answered: fraudulent, stolen card.');
    await page.keyboard.press('z');
    await page.waitForURL(`**/case/${bob}?said=undone`);
    expect(await site.ids()).toContain(bob);
  });

  it('is used by keyboard alone, without single keys', async () => {
    site = await serveConsole();
    await site.journey('eve');
    const [id = ''] = await site.ids();
    visit = await openVisit();
    const { page } = visit;
    await page.goto(`${site.url}/`);
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 60; presses++) {
        await page.keyboard.press('Tab');
        const text = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
        if (name.test(text)) return;
      }
      throw new Error(`Tab never comes to ${name}`);
    };
    await tabTo(/^Turn single keys off/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?said=keys_off');
    await page.keyboard.press('n');
    await tabTo(/Berlin|used far away/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/case/${id}`);
    await tabTo(/^Snooze for this account/);
    await page.keyboard.press('Enter');
    await tabTo(/^someone_else_far_away/);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/case/${id}?said=snoozed`);
    await tabTo(/^Legitimate/);
    await page.keyboard.press('Enter');
    await tabTo(/Travelling/);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/?answer=legitimate*');
    expect(await site.ids()).toEqual([]);
  });

  it('works without script', async () => {
    site = await serveConsole();
    await site.machine('ann', 50);
    visit = await openVisit({ javaScriptEnabled: false });
    const { page } = visit;
    await page.goto(`${site.url}/`);
    await page.getByRole('button', { name: 'Take the next case' }).click();
    await page.getByText('Fraud', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('<b>He called.</b>');
    await page.getByRole('button', { name: 'Stolen card' }).click();
    await page.waitForURL('**/?answer=fraudulent*');
    expect(await page.getByRole('heading', { name: 'Nothing waits' }).isVisible()).toBe(true);
  });

  it('goes from row to row and from page to page by keys, and not while somebody writes', async () => {
    site = await serveConsole();
    await site.machine('ann', 50);
    await site.machine('bob', 900);
    const [, ann] = await site.ids();
    visit = await openVisit();
    const { page } = visit;
    await page.goto(`${site.url}/`);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/case/${ann}`);
    await page.getByRole('textbox', { name: 'Note' }).focus();
    await page.keyboard.type('f1n');
    expect(await page.getByRole('textbox', { name: 'Note' }).inputValue()).toBe('f1n');
    await page.keyboard.press('Tab');
    await page.keyboard.press('g');
    await page.keyboard.press('h');
    await page.waitForURL('**/health');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog', { name: 'Keys' }).isVisible()).toBe(true);
  });
});
