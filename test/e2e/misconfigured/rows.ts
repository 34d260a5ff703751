import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { BUILD } from '../../../src/contract/build.ts';
import type { MisconfigurationName } from '../../../src/contract/misconfiguration.ts';
import { html, type Route } from '../../setup/site.ts';
import type { Fault } from './site.ts';

/** Browsers take a loopback address for secure; this name is none, and leads to the same server. */
export const HOST = 'shop.test';
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

/** A misconfiguration, and how each part tells of it. */
export interface Row extends Fault {
  readonly name: MisconfigurationName;
  /** What the console says besides the name; null: the page cannot know. */
  readonly says: RegExp | null;
  /** What the guard is told, where that is not the name. */
  readonly hint?: string | null;
  /** What the doctor finds, where that is not the name; null: it is not seen from outside. */
  readonly doctor?: null;
  readonly pay?: (page: Page) => Promise<void>;
  readonly host?: string;
  /** The page finds out at the press, not before. */
  readonly isLate?: boolean;
}

export const ROWS: readonly Row[] = [
  { name: 'script_blocked', routes: { '/tellsign/tellsign.js': gone }, says: null },
  {
    name: 'form_unheld',
    says: /form#order was submitted .*requestSubmit/,
    pay: (page) => page.evaluate(() => document.forms[0]?.submit()),
    doctor: null,
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
  { name: 'clock_wrong', pageAgeSeconds: 600, says: null, hint: null },
  { name: 'cookie_missing', nonceSid: 'somebody else', says: null, hint: null, doctor: null },
];
