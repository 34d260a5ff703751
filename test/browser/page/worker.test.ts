import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assess, launch, logOf, openPageSite } from './stage.ts';

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

type Settings = NonNullable<Parameters<typeof openPageSite>[1]>;
async function onSite(settings: Settings, act: (origin: string) => Promise<void>): Promise<void> {
  const site = await openPageSite('<input>', settings);
  try {
    await page.goto(site.origin);
    await act(site.origin);
  } finally {
    await site.stop();
  }
}
const FULL = 'data-privacy="full" data-consent';
const STRICT =
  "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types vrd#worker";

describe('worker', () => {
  it('starts under a strict CSP with Trusted Types', async () => {
    const refused: string[] = [];
    page.on(
      'console',
      (message) => /Security Policy|Trusted/.test(message.text()) && refused.push(message.text()),
    );
    await onSite(
      { headers: { 'content-security-policy': STRICT.replace("default-src 'none'; ", '') } },
      async () => {
        expect(await assess(page)).toMatchObject({ level: 'low', degraded: [] });
      },
    );
    expect(refused).toEqual([]);
  });

  it('starts for two clients that share the Trusted Types policy', async () => {
    await onSite({ headers: { 'content-security-policy': STRICT } }, async () => {
      const levels = await page.evaluate(async () => {
        const { tellsign } = globalThis as unknown as {
          tellsign: { load(o: object): typeof tellsign; assess(o: object): Promise<{ level: string }> };
        };
        const second = tellsign.load({ privacy: 'full', consent: true });
        return [(await tellsign.assess({ action: 'a' })).level, (await second.assess({ action: 'b' })).level];
      });
      expect(levels).toEqual(['low', 'low']);
    });
  });

  it('starts from another origin through a blob', async () => {
    const cdn = await openPageSite('');
    try {
      await onSite({ tag: `${FULL} data-worker-url="${cdn.origin}/cdn/worker.js"` }, async () => {
        expect(await assess(page)).toMatchObject({ level: 'low', degraded: [] });
      });
    } finally {
      await cdn.stop();
    }
  });

  it.each<[string, Settings, string]>([
    [
      'forbidden by CSP',
      { headers: { 'content-security-policy': "worker-src 'none'" } },
      'worker_unavailable',
    ],
    [
      'missing',
      { routes: { '/tellsign/worker.js': () => new Response('', { status: 404 }) } },
      'worker_unavailable',
    ],
    [
      'on another origin that does not share it',
      { tag: `${FULL} data-worker-url="http://127.0.0.1:9/worker.js"` },
      'worker_unavailable',
    ],
    [
      'without a policy under Trusted Types',
      { headers: { 'content-security-policy': "require-trusted-types-for 'script'; trusted-types other" } },
      'worker_unavailable',
    ],
  ])('that is %s costs the verdict and nothing else', async (_, settings, code) => {
    await onSite({ tag: FULL, ...settings }, async () => {
      expect(await assess(page)).toMatchObject({ level: 'unknown', token: null, degraded: [code] });
    });
  });

  it('says offline when it could not start for that', async () => {
    await onSite({ routes: { '/tellsign/worker.js': () => new Response('', { status: 404 }) } }, async () => {
      await page.context().setOffline(true);
      expect((await assess(page)).degraded).toEqual(['worker_unavailable', 'offline']);
    });
  });

  it('is not started in standard mode before a page holds something to protect', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await onSite({ tag: '' }, async () => {
      await page.mouse.move(10, 10);
      await page.mouse.click(600, 400);
      expect(asked).not.toContain('/tellsign/worker.js');
      await page.evaluate(() =>
        document.body.insertAdjacentHTML('beforeend', '<form data-tellsign="pay"><input id="late"></form>'),
      );
      // Inside of it: a form that came late is looked for at idle, and noticed at once by what happens in it.
      await page.focus('#late');
      await page.keyboard.type('a');
      const { events } = await logOf(page);
      expect(events.map(({ kind }) => kind)).toEqual(['focus', 'keydown', 'input', 'keyup']);
    });
  });

  it('is asked for onnxruntime-web once the page is idle', async () => {
    await onSite({}, async () => {
      await expect.poll(async () => (await logOf(page)).warmed, { timeout: 10_000 }).toBe(1);
    });
  });

  it('is not asked for onnxruntime-web with engine exact', async () => {
    await onSite({ tag: `${FULL} data-engine="exact"` }, async () => {
      const started = page.waitForRequest('**/worker.js');
      await started;
      expect((await logOf(page)).warmed).toBe(0);
    });
  });
});

describe('wrong options of the script tag', () => {
  it('are named on the console, and the client goes on without them', async () => {
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await onSite({ tag: 'data-privacy="some"' }, async () => {
      expect(errors).toEqual([expect.stringContaining('privacy')]);
      expect(await assess(page)).toMatchObject({ level: 'low' });
    });
  });
});
