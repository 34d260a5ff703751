import { readFile } from 'node:fs/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILD } from '../../../src/contract/build.ts';
import { MISCONFIGURATIONS, type MisconfigurationName } from '../../../src/contract/misconfiguration.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, type Route } from '../../setup/site.ts';
import { type Fault, openFaultySite } from './site.ts';

/** Browsers take a loopback address for secure; this name is none, and leads to the same server. */
const HOST = 'shop.test';
const gone: Route = () => new Response('not found', { status: 404 });
const app = html('<!doctype html><title>the app’s own page</title>');
const policy = (text: string) => ({ headers: { 'content-security-policy': text } });
const answer =
  (status: number, code: string): Route =>
  () =>
    Response.json({ code }, { status });
const staleWorker: Route = async () =>
  new Response((await readFile('dist/worker.js', 'utf8')).replaceAll(BUILD, 'tellsign-0.0.9'), {
    headers: { 'content-type': 'text/javascript' },
  });

interface Row extends Fault {
  readonly name: MisconfigurationName;
  /** What the console says besides the name; null: the page cannot know. */
  readonly says: RegExp | null;
  /** What the guard is told, where that is not the name. */
  readonly hint?: string | null;
  readonly pay?: (page: Page) => Promise<void>;
  readonly host?: string;
  /** The page finds out at the press, not before. */
  readonly isLate?: boolean;
}

const ROWS: readonly Row[] = [
  { name: 'script_blocked', routes: { '/tellsign/tellsign.js': gone }, says: null },
  {
    name: 'form_unheld',
    says: /form#order was submitted .*requestSubmit/,
    pay: (page) => page.evaluate(() => document.forms[0]?.submit()),
    isLate: true,
  },
  {
    name: 'body_unparsed',
    form: (form) => form.replace('<form', '<form enctype="multipart/form-data"'),
    says: null,
  },
  { name: 'worker_missing', routes: { '/tellsign/worker.js': gone }, says: /worker\.js · 404 .*workerUrl/ },
  {
    name: 'worker_wrong_type',
    routes: { '/tellsign/worker.js': app },
    says: /worker\.js · 200 text\/html .*text\/javascript/,
  },
  { name: 'worker_forbidden', ...policy("worker-src 'none'"), says: /worker\.js · refused by worker-src/ },
  {
    name: 'release_mismatch',
    routes: { '/tellsign/worker.js': staleWorker },
    says: /worker tellsign-0\.0\.9, page .*one release/,
  },
  { name: 'nonce_route_missing', routes: { '/tellsign/nonce': gone }, says: /\/nonce · 404 .*routes\(\)/ },
  {
    name: 'nonce_forbidden',
    ...policy("connect-src 'none'; worker-src 'self'"),
    says: /\/nonce · refused by connect-src/,
  },
  {
    name: 'nonce_wrong_type',
    routes: { '/tellsign/nonce': app },
    says: /\/nonce · 200 text\/html .*fallback/,
  },
  { name: 'insecure_context', host: HOST, says: /http:\/\/shop\.test.*HTTPS/ },
  {
    name: 'nonce_refused',
    routes: { '/tellsign/nonce': answer(403, 'origin_not_allowed') },
    says: /403 application\/json origin_not_allowed .*origins/,
  },
  {
    name: 'action_unknown',
    routes: { '/tellsign/nonce': answer(400, 'op_unknown') },
    says: /400 application\/json op_unknown .*express\.json/,
  },
  // Only the backend can know.
  { name: 'cookie_missing', nonceSid: 'somebody else', says: null, hint: null },
];

let browser: Browser;
beforeAll(async () => {
  const args = [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(() => browser?.close());

describe('a misconfiguration', () => {
  it.each(ROWS)('$name is told apart by page and guard', async (row) => {
    const { name, says, hint = name, pay, host, isLate } = row;
    const site = await openFaultySite(row);
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    const warned = () => lines.filter((line) => /^tellsign (?!covers)/.test(line));
    try {
      await page.goto(site.origin.replace('127.0.0.1', host ?? '127.0.0.1'));
      await page.fill('#name', 'Ada');
      if (says && !isLate) await expect.poll(warned, { timeout: 20_000 }).toHaveLength(1);
      await (pay?.(page) ?? page.click('#pay'));
      await page.waitForSelector('#paid');
      expect(site.told).toEqual([{ code: MISCONFIGURATIONS[name].code, hint }]);
      if (!says) expect(warned()).toEqual([]);
      else expect(warned().join()).toMatch(new RegExp(`${name}.*${says.source}`));
    } finally {
      await page.close();
      await site.stop();
    }
  });

  it('is none on a page that is right, and the page says what it covers', async () => {
    const site = await openFaultySite({});
    const page = await browser.newPage();
    const lines: string[] = [];
    page.on('console', (message) => lines.push(message.text()));
    try {
      await page.goto(site.origin);
      await page.fill('#name', 'Ada');
      await page.click('#pay');
      await page.waitForSelector('#paid');
      expect(site.told).toEqual([{ code: 'ok', hint: null }]);
      expect(lines.filter((line) => line.startsWith('tellsign'))).toEqual([
        'tellsign covers 1 guarded form (checkout); fields: 1 watched, 0 for the rhythm of keys alone, 0 not at all',
      ]);
    } finally {
      await page.close();
      await site.stop();
    }
  });
});
