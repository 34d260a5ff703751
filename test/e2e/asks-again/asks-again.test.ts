import { readFile } from 'node:fs/promises';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guard } from '../../../src/server/middleware/next.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, openSite, type Site } from '../../setup/site.ts';
import { openVerifier } from '../../setup/verifier.ts';

const PAGE = `<!doctype html><title>checkout</title><form id="order"><input id="name" name="name"></form>
  <script type="module">
    import { load, signedFetch } from '/tellsign/index.js';
    const client = load({ engine: 'exact', protect: '#order', timeoutMs: 10000 });
    globalThis.pay = async () => {
      const body = new FormData(document.querySelector('#order'));
      const answer = await signedFetch(client, '/pay', { action: 'checkout', method: 'POST', body });
      return { status: answer.status, text: await answer.text() };
    };
  </script>`;

type Shop = { pay(): Promise<{ readonly status: number; readonly text: string }> };

let browser: Browser;
let site: Site;
/** Whose nonces the endpoint issues; the orders, and what was refused before. */
let nonceFor = 'visitor';
const orders: string[] = [];
const refusals: string[] = [];

beforeAll(async () => {
  const manifest: object = JSON.parse(await readFile('dist/manifest.json', 'utf8'));
  const verifier = await openVerifier(await readFile('dist/model.onnx'), manifest);
  const checkout = guard({
    verifier,
    noVerdict: 'refuse',
    expect: (_: Request) => ({ action: 'checkout', sid: 'visitor' }),
    onVerdict: (verdict) => {
      if (!verdict.ok) refusals.push(verdict.code);
    },
  });
  const pay = checkout(async (request: Request) => {
    orders.push(String((await request.formData()).get('name')));
    return new Response('paid');
  });
  site = await openSite(
    {
      '/': html(PAGE),
      '/pay': (request) => pay(request),
      '/tellsign/nonce': async () =>
        Response.json(await verifier.issueNonce({ action: 'checkout', sid: nonceFor })),
    },
    'dist',
  );
  browser = await chromium.launch({ executablePath: findChromium(), args: [...CHROMIUM_ARGS] });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('signedFetch against a backend that refuses', () => {
  it.each([
    ['at once with a good nonce', 'visitor', []],
    ['at the second try where the first nonce is no longer good', 'another session', ['nonce_invalid']],
  ])('places one order, %s', async (_, sid, codes) => {
    nonceFor = sid;
    orders.length = refusals.length = 0;
    const page = await browser.newPage();
    await page.goto(site.origin);
    await page.click('#name');
    await page.keyboard.type('Ada');
    const answer = await page.evaluate(() => (globalThis as unknown as Shop).pay());
    await page.close();
    expect(answer).toEqual({ status: 200, text: 'paid' });
    expect(orders).toEqual(['Ada']);
    expect(refusals).toEqual(codes);
  });
});
