import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOf } from '../../bundlers/recipe.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, type Route } from '../../setup/site.ts';
import { script } from '../../setup/stub-worker.ts';
import { openTabs } from '../../setup/tabs.ts';
import { openStage, type Stage } from '../any-page/stage.ts';

/** What a file of the page is put into. */
interface Site {
  /** A library, as a file of `node_modules`. */
  readonly library?: string;
  readonly body: string;
  /** What the page has besides. */
  readonly before?: string;
  /** The form itself goes out, so that the page becomes the backend's answer. */
  readonly leaves?: true;
}

const order = (attributes: string, inside: string) =>
  `<form id="order" method="post" action="/pay" ${attributes}><input id="name" name="name">${inside}</form>`;
const GUARDED = 'data-tellsign="checkout"';
const LINK = '<a id="pay" href="#">Pay</a>';
const TOKEN = '<input type="hidden" name="tellsign-token">';

const SITES: Readonly<Record<string, Site>> = {
  'plain.js': { body: order(GUARDED, LINK), leaves: true },
  'submit.js': { body: order('', TOKEN + LINK), leaves: true },
  'fetch.js': { body: order('', LINK) },
  'htmx.js': {
    library: 'htmx.org/dist/htmx.min.js',
    body: `${order('', '')}<button id="pay" hx-post="/pay" hx-include="#order" data-assess="checkout">Pay</button>`,
  },
  'htmx-2.js': {
    library: 'htmx-2/dist/htmx.min.js',
    body: `${order('', '')}<button id="pay" hx-post="/pay" hx-include="#order" data-assess="checkout">Pay</button>`,
  },
  'turbo.js': {
    library: '@hotwired/turbo/dist/turbo.es2017-umd.js',
    body: `${order('', '')}<a id="pay" href="/pay" data-turbo-method="post">Pay</a>`,
  },
  'jquery.js': { library: 'jquery/dist/jquery.min.js', body: order(GUARDED, LINK) },
  'payment.js': {
    body: order(GUARDED, `${TOKEN}<button id="pay">Pay</button>`),
    before: 'const confirmPayment = async () => true;',
    leaves: true,
  },
};
const FILES = filesOf(readFileSync('docs/integrate/forms.md', 'utf8'));

describe('docs/integrate/forms.md', () => {
  const tab = openTabs(() => chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS }));
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.stop());

  /** Fills and pays; what the backend said of each order that arrived. */
  async function pay({ library, body, before = '', leaves }: Site, code: string): Promise<readonly string[]> {
    const { page } = tab;
    const routes: Record<string, Route> = { '/lines.js': script(code), '/before.js': script(before) };
    if (library) routes['/library.js'] = script(readFileSync(`node_modules/${library}`, 'utf8'));
    stage.use({
      ...routes,
      '/': html(`<!doctype html><html lang="en"><meta charset="utf-8"><title>shop</title>
        <script src="/before.js"></script>${library ? '<script src="/library.js"></script>' : ''}
        <script src="/tellsign/tellsign.js" data-engine="exact" data-timeout-ms="20000" defer></script>
        <body>${body}<script src="/lines.js" defer></script>`),
    });
    await page.goto(stage.origin);
    await page.fill('#name', 'Ada');
    const seen = stage.payments.length;
    await page.click('#pay');
    await expect.poll(() => stage.payments.length, { timeout: 30_000 }).toBeGreaterThan(seen);
    // A page that is still on its way to the next one may not be closed.
    if (leaves) await page.waitForSelector('#paid');
    // Whatever the page sent before this answer has arrived.
    await page.request.get(`${stage.origin}/before.js`);
    return stage.payments.slice(seen).map((payment) => (payment.ok ? 'verified' : payment.code));
  }

  it('has a site for every file', () => {
    expect([...FILES.keys()]).toEqual(Object.keys(SITES));
  });

  it.each(Object.entries(SITES))('%s brings one verified verdict', async (name, site) => {
    expect(await pay(site, FILES.get(name) ?? '')).toEqual(['verified']);
  });

  it.each(['htmx.js', 'htmx-2.js', 'turbo.js'])('without %s its library brings none', async (name) => {
    expect(await pay(SITES[name] as Site, '')).toEqual(['missing']);
  });

  it.each([
    ['htmx 4', 'htmx.org/dist/htmx.min.js', 'hx-post="/pay"'],
    ['htmx 2', 'htmx-2/dist/htmx.min.js', 'hx-post="/pay"'],
    ['Turbo', '@hotwired/turbo/dist/turbo.es2017-umd.js', ''],
  ])('a form needs no line with %s', async (_, library, attributes) => {
    const body = order(`${GUARDED} ${attributes}`, '<button id="pay">Pay</button>');
    expect(await pay({ library, body }, '')).toEqual(['verified']);
  });
});
