import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Tellsign } from '../../../src/index.ts';
import { brotliBytes } from '../../package/sizes.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, openSite, type Route, type Site } from '../../setup/site.ts';
import { median, quantile, type Row, ratio } from './statistics.ts';

/** Chosen: the median of five, so that one busy moment does not decide. */
const ROUNDS = 5;
const ASSESSMENTS = 200;

/** A worker that can do nothing but what every signed answer needs: be there, and sign with ES256. */
const BARE_WORKER = `
const keys = crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
onmessage = async ({ data }) => {
  const { privateKey } = await keys;
  postMessage(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, data));
};`;

const PAGE =
  '<!doctype html><meta charset="utf-8"><title>bench</title><form data-tellsign="checkout"><input id="name"></form>';

/** A nonce response of the protocol's form; nobody verifies the bench's tokens, so any 38 bytes do. */
const nonceResponse: Route = () => {
  const now = Math.floor(Date.now() / 1000);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(38))).toString('base64url');
  return Response.json({ nonce, now, exp: now + 300, aud: 'https://shop.example' });
};

/** The shipped files as a site serves them: to be kept, so that a warm visit does not load them again. */
const kept = (type: string, body: string | Uint8Array<ArrayBuffer>): Route => {
  const headers = { 'content-type': type, 'cache-control': 'public, max-age=3600' };
  return () => new Response(body, { headers });
};
const SHIPPED: Readonly<Record<string, string>> = {
  'index.js': 'text/javascript',
  'worker.js': 'text/javascript',
  'ort.js': 'text/javascript',
  'ort.wasm': 'application/wasm',
};
const shippedRoutes = (): Record<string, Route> =>
  Object.fromEntries(
    Object.entries(SHIPPED).map(([file, type]) => [
      `/tellsign/${file}`,
      kept(type, Uint8Array.from(readFileSync(`dist/${file}`))),
    ]),
  );

/**
 * 4G as DevTools' preset "Fast 4G" has it: 165 ms to the first byte of each answer and 8.1 Mbit/s. Made here
 * and not in the browser, whose own throttling leaves out what a worker asks for; a file takes the time of
 * its brotli bytes.
 */
const LATENCY_MS = 165;
const BYTES_A_MS = 8100 / 8;
const slow =
  (route: Route, bytes = 0): Route =>
  async (request) => {
    await delay(LATENCY_MS + bytes / BYTES_A_MS);
    return route(request);
  };
async function slowRoutes(): Promise<Record<string, Route>> {
  const files = ['index.js', 'worker.js'].map(async (file) => {
    const route = kept(SHIPPED[file] ?? '', Uint8Array.from(readFileSync(`dist/${file}`)));
    return [`/4g/tellsign/${file}`, slow(route, await brotliBytes(`dist/${file}`))] as const;
  });
  return Object.fromEntries([
    ['/4g/tellsign/nonce', slow(nonceResponse)] as const,
    ...(await Promise.all(files)),
  ]);
}

interface Bench {
  readonly site: Site;
  readonly browser: Browser;
}
type Way = 'bare' | 'exact' | '4g' | 'wasm';

/**
 * Milliseconds from the start of the page's script, on 4G from when it has run, to the first answer of the
 * way asked for.
 */
async function firstAnswer(page: Page, origin: string, way: Way): Promise<number> {
  await page.goto(origin);
  return page.evaluate(async (engine) => {
    const slow = engine === '4g';
    const base = slow ? '/4g/tellsign' : '/tellsign';
    if (slow) await import(`${base}/index.js`);
    const start = performance.now();
    if (engine === 'bare') {
      const worker = new Worker('/bare.js', { type: 'module' });
      await new Promise((resolve) => {
        worker.onmessage = resolve;
        worker.postMessage(new Uint8Array(600));
      });
      return performance.now() - start;
    }
    const { load } = (await import(`${base}/index.js`)) as typeof import('../../../src/index.ts');
    const client = load({
      engine: slow ? 'exact' : engine,
      endpoint: base,
      privacy: 'full',
      consent: true,
      timeoutMs: 30_000,
    });
    if (engine === 'wasm') {
      for (;;) {
        const seen = await client.inspect();
        if (seen.ok && seen.value.ort === 'refused')
          throw new Error(`onnxruntime-web: ${seen.value.ortDetail}`);
        if (seen.ok && seen.value.ort === 'ready') break;
        await new Promise(requestAnimationFrame);
      }
    }
    const verdict = await client.assess({ action: 'checkout' });
    if (verdict.token === null) throw new Error(`no verdict: ${verdict.degraded.join(' ')}`);
    const ms = performance.now() - start;
    client.destroy();
    return ms;
  }, way);
}

/** Cold is a first visit with nothing cached, warm the same visitor's next page. */
async function benchStart({ site, browser }: Bench): Promise<Row[]> {
  const taken: Record<string, number[]> = {};
  const note = (name: string, ms: number) => {
    taken[name] = [...(taken[name] ?? []), ms];
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ['bare', 'exact', '4g', 'wasm'] as const) {
      const visitor: BrowserContext = await browser.newContext();
      const page = await visitor.newPage();
      note(`${way} cold`, await firstAnswer(page, site.origin, way));
      note(`${way} warm`, await firstAnswer(page, site.origin, way));
      await visitor.close();
    }
    process.stderr.write(`first verdict: round ${round + 1} of ${ROUNDS}\n`);
  }
  const row = (what: string, name: string, peer?: string): Row => ({
    what,
    value: `${Math.round(median(taken[name] ?? []))} ms`,
    ...(peer && { peer: `${ratio(taken[name] ?? [], taken[peer] ?? [])} a worker that only signs` }),
  });
  return [
    row('first signed answer of a worker that only signs, cold', 'bare cold'),
    row('first verdict, exact engine, cold', 'exact cold', 'bare cold'),
    row('first verdict, exact engine, warm', 'exact warm', 'bare warm'),
    row('first verdict, exact engine, cold on 4G', '4g cold'),
    row('first verdict by onnxruntime-web, cold', 'wasm cold', 'bare cold'),
    row('first verdict by onnxruntime-web, warm', 'wasm warm', 'bare warm'),
  ];
}

/**
 * Each assessment has a nonce in the page, so no network is in it; calls to the worker that only signs take
 * turns with it.
 */
async function benchAssess({ site, browser }: Bench): Promise<Row[]> {
  const page = await browser.newPage();
  await page.goto(site.origin);
  await page.mouse.move(200, 200, { steps: 40 });
  const taken = await page.evaluate(async (count) => {
    const { load } = (await import('/tellsign/index.js' as string)) as typeof import('../../../src/index.ts');
    const client: Tellsign = load({ engine: 'exact', privacy: 'full', consent: true });
    const worker = new Worker('/bare.js', { type: 'module' });
    // What a visitor does, so that there is something to score and to explain.
    const field = document.querySelector('input') as HTMLInputElement;
    field.focus();
    for (let step = 0; step < 60; step += 1) {
      const point = {
        clientX: 100 + step * 7,
        clientY: 200 + 40 * Math.sin(step / 9),
        pointerType: 'mouse',
        bubbles: true,
      };
      document.body.dispatchEvent(new PointerEvent('pointermove', point));
      const key = { key: 'a', code: 'KeyA', bubbles: true };
      field.dispatchEvent(new KeyboardEvent('keydown', key));
      await new Promise(requestAnimationFrame);
      field.dispatchEvent(new KeyboardEvent('keyup', key));
    }
    const assess: number[] = [];
    const bare: number[] = [];
    for (let call = 0; call < count + 20; call += 1) {
      document.querySelector('meta[name=vrd]')?.remove();
      const meta = document.createElement('meta');
      meta.name = 'vrd';
      Object.assign(meta.dataset, await (await fetch('/tellsign/nonce', { method: 'POST' })).json());
      document.head.append(meta);
      let start = performance.now();
      const verdict = await client.assess({ action: 'checkout' });
      const ms = performance.now() - start;
      if (verdict.token === null) throw new Error(`no verdict: ${verdict.degraded.join(' ')}`);
      start = performance.now();
      await new Promise((resolve) => {
        worker.onmessage = resolve;
        worker.postMessage(new Uint8Array(600));
      });
      // The first twenty warm both up.
      if (call >= 20) {
        assess.push(ms);
        bare.push(performance.now() - start);
      }
    }
    return { assess, bare };
  }, ASSESSMENTS);
  await page.close();
  const at = (p: number, name: string): Row => ({
    what: `assess, nonce in the page, ${name}`,
    value: `${quantile(taken.assess, p).toFixed(1)} ms`,
    peer: `${(quantile(taken.assess, p) / quantile(taken.bare, p)).toFixed(1)}× a worker that only signs`,
  });
  return [at(0.5, 'p50'), at(0.95, 'p95')];
}

/** How soon and how fast verdicts come, in Chromium from a loopback server. */
export async function benchVerdicts(): Promise<Row[]> {
  const site = await openSite({
    '/': html(PAGE),
    '/bare.js': kept('text/javascript', BARE_WORKER),
    '/tellsign/nonce': nonceResponse,
    ...shippedRoutes(),
    ...(await slowRoutes()),
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
  try {
    return [...(await benchStart({ site, browser })), ...(await benchAssess({ site, browser }))];
  } finally {
    await browser.close();
    await site.stop();
  }
}
