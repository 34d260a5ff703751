import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openVisit, type Visit } from '../browser.ts';
import { serveConsole } from './site.ts';

let site: Awaited<ReturnType<typeof serveConsole>>;
let visit: Visit;
afterEach(async () => {
  await visit.close();
  await site.close();
});

/** Most presses of Tab on one page. */
const MOST = 250;

/** What a pointer could use on a page, by a name; of a group of radio buttons Tab comes to one. */
const usable = (page: Page) =>
  page.evaluate(() => {
    const found = document.querySelectorAll<HTMLElement>(
      'a[href], button, summary, textarea, select, input:not([type=hidden]), [tabindex="0"]',
    );
    const names = [...found].flatMap((element, place) => {
      const isRadio = element instanceof HTMLInputElement && element.type === 'radio';
      const name = isRadio ? `radio ${element.name}` : `${place} ${element.textContent?.trim().slice(0, 40)}`;
      element.dataset.use = name;
      return element.checkVisibility() && !element.closest('dialog') ? [name] : [];
    });
    return [...new Set(names)];
  });

/** Presses Tab until the focus leaves the page; says what had it, and what had it without being seen. */
async function tabThrough(page: Page): Promise<{ reached: readonly string[]; unseen: readonly string[] }> {
  const reached: string[] = [];
  const unseen: string[] = [];
  await page.evaluate(() => document.body.focus());
  for (let presses = 0; presses < MOST; presses++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const isSeen = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
      return { name: element.dataset.use ?? element.outerHTML.slice(0, 80), isSeen };
    });
    if (focus === null || reached[0] === focus.name) return { reached, unseen };
    reached.push(focus.name);
    if (!focus.isSeen) unseen.push(focus.name);
  }
  throw new Error(`the focus never leaves the page: ${reached.slice(-3)}`);
}

async function open(): Promise<Page> {
  site = await serveConsole();
  await site.machine('ann', 50);
  await site.machine('bob', 900);
  await site.journey('eve');
  const [first, second] = await site.ids();
  await site.denyKey(first ?? '');
  await site.post(`/case/${second}/answer`, { answer: 'fraudulent:scripted', seen: '1' });
  visit = await openVisit();
  return visit.page;
}

describe('every page by keyboard alone', () => {
  it('lets Tab come to everything that can be used, shows where it is, and leave again', async () => {
    const page = await open();
    const [first] = await site.ids();
    const revision = site.policies.live('checkout')?.revision;
    const pages = ['/', '/policy', `/policy/${revision}`, '/denied', '/log', '/health', '/learning'];
    for (const address of [...pages, `/case/${first}`, `/case/${first}/rule`, '/case/none']) {
      await page.goto(`${site.url}${address}`);
      // What is folded is a page of its own: a key opens it.
      for (const one of await page.locator('details:not([name])').all())
        await one.evaluate((details) => details.setAttribute('open', ''));
      const wanted = await usable(page);
      const { reached, unseen } = await tabThrough(page);
      expect(
        wanted.filter((name) => !reached.includes(name)),
        address,
      ).toEqual([]);
      expect(unseen, address).toEqual([]);
    }
  });

  it('answers ten cases by two keys each', async () => {
    const page = await open();
    for (let index = 0; index < 9; index++) await site.machine(`visitor-${index}`, 100 + index);
    await page.goto(`${site.url}/`);
    await page.keyboard.press('n');
    await page.waitForURL('**/case/*');
    let [keys, closed] = [0, 0];
    const press = async (key: string) => {
      keys++;
      await page.keyboard.press(key);
    };
    for (; closed < 10; closed++) {
      await press(closed % 2 === 0 ? 'f' : 'l');
      await Promise.all([page.waitForNavigation(), press('1')]);
      expect(await page.getByRole('status').textContent()).toContain('Answered:');
    }
    expect([keys, closed]).toEqual([20, 10]);
  });

  it('writes a policy, ends its trial, and takes a key off the deny list', async () => {
    const page = await open();
    const source = { ...site.policies.live('checkout')?.source, name: 'own', actions: ['account_change'] };
    await page.goto(`${site.url}/policy`);
    await page.getByRole('textbox', { name: /^A policy as JSON/ }).focus();
    await page.keyboard.insertText(JSON.stringify(source));
    await page.keyboard.press('Tab');
    /** Presses a key that leads to another page, and says where. */
    const follow = async (key: string) => {
      await Promise.all([page.waitForNavigation(), page.keyboard.press(key)]);
      return page.url();
    };
    expect(await follow('Enter')).toContain('said=drafted');
    await page.getByRole('button', { name: 'Try it beside the live one' }).focus();
    expect(await follow('Enter')).toContain('said=published');
    await page.getByRole('button', { name: 'End the trial' }).focus();
    expect(await follow('Space')).toContain('said=published');
    await page.goto(`${site.url}/denied`);
    await page.getByRole('button', { name: /^Take it off/ }).focus();
    expect(await follow('Enter')).toContain('/denied?said=undenied');
    await page.keyboard.press('g');
    expect(await follow('o')).toContain('/log');
    expect(await page.textContent('tbody')).toContain('undeny');
  });
});
