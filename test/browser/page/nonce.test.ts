import { describe, expect, it } from 'vitest';
import { html, openSite, type Route } from '../../setup/site.ts';
import { script } from '../../setup/stub-worker.ts';
import { openTabs } from '../../setup/tabs.ts';
import { assess, launch } from './stage.ts';

const tab = openTabs(launch);

const META = `<meta name="vrd" data-nonce="${'n'.repeat(51)}" data-now="1000" data-exp="1300" data-aud="a">`;
const checkout = (head: string) =>
  `<!doctype html><title>checkout</title>${head}<script src="/tellsign/tellsign.js" defer></script>` +
  '<form data-tellsign="pay"><input name="name"></form>';

/** How often the page at `/checkout` asked for a nonce for one verdict, after two visits by a link. */
async function askedAtSecondVisit(
  answer: Route,
  routes: Readonly<Record<string, Route>> = {},
): Promise<number> {
  let asked = 0;
  const site = await openSite({
    '/': html('<!doctype html><title>home</title><a href="/checkout">Checkout</a>'),
    '/checkout': answer,
    '/tellsign/nonce': () => {
      asked++;
      return new Response('', { status: 404 });
    },
    ...routes,
  });
  try {
    for (let visit = 0; visit < 2; visit++) {
      await tab.page.goto(site.origin);
      if (routes['/sw.js']) await tab.page.evaluate(installServiceWorker);
      await tab.page.click('a');
      await tab.page.waitForFunction(() => 'tellsign' in globalThis);
    }
    await assess(tab.page);
    return asked;
  } finally {
    await site.stop();
  }
}

async function installServiceWorker(): Promise<void> {
  await navigator.serviceWorker.register('/sw.js');
  await navigator.serviceWorker.ready;
}

describe('a nonce that came with the page', () => {
  it('is used when the page came from the network', async () => {
    expect(await askedAtSecondVisit(html(checkout(META), { 'cache-control': 'no-store' }))).toBe(0);
  });

  it('is not used when the page came from a cache', async () => {
    expect(await askedAtSecondVisit(html(checkout(META), { 'cache-control': 'max-age=600' }))).toBe(1);
  });

  it('is not used when the server only confirmed that the page in the cache is unchanged', async () => {
    const headers = { etag: '"1"', 'cache-control': 'no-cache' };
    const text = checkout(META + '<!-- -->'.repeat(100));
    const answer: Route = (request) =>
      request.headers.get('if-none-match')
        ? new Response(null, { status: 304, headers })
        : html(text, headers)(request);
    expect(await askedAtSecondVisit(answer)).toBe(1);
  });

  it('is not used when a service worker answered', async () => {
    const worker = script(
      `addEventListener('install', () => skipWaiting());
       addEventListener('activate', (event) => event.waitUntil(clients.claim()));
       addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));`,
    );
    const routes = { '/sw.js': worker };
    expect(await askedAtSecondVisit(html(checkout(META), { 'cache-control': 'no-store' }), routes)).toBe(1);
  });
});
