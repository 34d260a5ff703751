import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { html, type Route } from '../../setup/site.ts';
import { launch, logOf, openPageSite } from './stage.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());

/** Answers with what was posted. */
const echo: Route = async (request) =>
  html(`<pre>${JSON.stringify([...(await request.formData())])}</pre>`)(request);
const posted = async (): Promise<[string, string][]> =>
  JSON.parse((await page.locator('pre').textContent()) ?? '[]') as [string, string][];

type Settings = NonNullable<Parameters<typeof openPageSite>[1]>;
async function onForm(
  form: string,
  settings: Settings,
  act: (origin: string) => Promise<void>,
): Promise<void> {
  const site = await openPageSite(form, { ...settings, routes: { '/pay': echo, ...settings.routes } });
  try {
    await page.goto(site.origin);
    await act(site.origin);
  } finally {
    await site.stop();
  }
}
const FORM = `<form data-tellsign="checkout" data-tellsign-tx-amount="4999" method="post" action="/pay">
  <input name="name" required><button name="how" value="card">Pay</button></form>`;
const TAG = '';

describe('protected form', () => {
  it('goes out once, with its button and its token', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.dblclick('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
        ['tellsign-token', 'token-1'],
      ]);
    });
  });

  it('asks for the verdict of its own action and transaction', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.evaluate(() =>
        document.querySelector('form')?.addEventListener('submit', (event) => event.preventDefault()),
      );
      await page.fill('[name=name]', 'Ada');
      await page.keyboard.press('Enter');
      await page.waitForSelector('input[name=tellsign-token]', { state: 'attached' });
      expect((await logOf(page)).requests).toMatchObject([
        { action: 'checkout', transaction: { amount: '4999' } },
      ]);
    });
  });

  it("runs the page's own handler once, with the token in place", async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.evaluate(() => {
        const tokens: unknown[] = [];
        Object.assign(globalThis, { tokens });
        document.querySelector('form')?.addEventListener('submit', (event) => {
          event.preventDefault();
          tokens.push(new FormData(event.currentTarget as HTMLFormElement).get('tellsign-token'));
        });
      });
      await page.fill('[name=name]', 'Ada');
      for (const token of ['token-1', 'token-2']) {
        await page.click('button');
        await page.waitForFunction(
          (wanted) => (globalThis as { tokens?: unknown[] }).tokens?.at(-1) === wanted,
          token,
        );
      }
      expect(await page.evaluate(() => (globalThis as { tokens?: unknown[] }).tokens)).toEqual([
        'token-1',
        'token-2',
      ]);
    });
  });

  it('survives fields named like its methods', async () => {
    const form = FORM.replace(
      '<button',
      '<input name="requestSubmit"><input name="submit"><input name="append"><input name="getAttribute"><input name="matches"><input name="querySelector"><button',
    );
    await onForm(form, { tag: TAG }, async () => {
      // Playwright itself does not survive this form.
      await page.evaluate(() => {
        (document.querySelector('[name=name]') as HTMLInputElement).value = 'Ada';
        document.querySelector('button')?.click();
      });
      expect((await posted()).map(([name]) => name)).toContain('tellsign-token');
    });
  });

  it('goes out although its button has left', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.evaluate(() => {
        document.querySelector('form')?.addEventListener('formdata', () => {});
        addEventListener('submit', () => document.querySelector('button')?.remove(), {
          capture: true,
          once: true,
        });
        const button = document.querySelector('button');
        button?.click();
        button?.remove();
      });
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['tellsign-token', 'token-1'],
      ]);
    });
  });

  it.each<[string, Settings]>([
    [
      'the worker is missing',
      { routes: { '/tellsign/worker.js': () => new Response('no', { status: 404 }) } },
    ],
    ['the worker is HTML', { routes: { '/tellsign/worker.js': html('<p>login</p>') } }],
    [
      'the worker dies at start',
      {
        routes: {
          '/tellsign/worker.js': () =>
            new Response('throw 1', { headers: { 'content-type': 'text/javascript' } }),
        },
      },
    ],
    [
      'the worker says nothing',
      {
        tag: `${TAG} data-timeout-ms="200"`,
        routes: {
          '/tellsign/worker.js': () => new Response('', { headers: { 'content-type': 'text/javascript' } }),
        },
      },
    ],
    ['CSP forbids workers', { headers: { 'content-security-policy': "worker-src 'none'" } }],
    ['it is off', { tag: 'data-privacy="off"' }],
  ])('goes out with an empty token when %s', async (_, settings) => {
    await onForm(FORM, settings, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
        ['tellsign-token', ''],
      ]);
    });
  });

  it('leaves other forms alone', async () => {
    await onForm(FORM.replace('data-tellsign="checkout"', ''), { tag: TAG }, async () => {
      await page.fill('[name=name]', 'Ada');
      await page.click('button');
      expect(await posted()).toEqual([
        ['name', 'Ada'],
        ['how', 'card'],
      ]);
    });
  });

  it('leaves an invalid form to the browser', async () => {
    await onForm(FORM, { tag: TAG }, async () => {
      await page.click('button');
      expect((await logOf(page)).requests).toEqual([]);
    });
  });
});
