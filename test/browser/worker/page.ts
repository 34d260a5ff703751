import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Verdict } from '../../../src/contract/verdict.ts';
import type { Verifier } from '../../../src/server/verifier.ts';
import { TARGET_FOLDER } from '../../setup/build.ts';
import { CHROMIUM_ARGS } from '../../setup/chromium.ts';
import { html, openSite, type Route, type Site } from '../../setup/site.ts';
import { openVerifier } from '../../setup/verifier.ts';
import { toRows, visit } from '../../unit/worker/fakes.ts';

/** A name that is not a secure context: browsers offer no WebCrypto there. */
export const INSECURE_HOST = 'insecure.test';

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`],
  });
}

/**
 * Talks to the built worker through Comlink alone, as the SDK's page would, but with every call in the test's
 * hand.
 */
const PAGE = `<!doctype html><title>worker</title><script type="module">
  import { wrap } from '/comlink.js';
  globalThis.analyst = wrap(new Worker('/tellsign/worker.js', { type: 'module' }));
</script>`;

const asScript =
  (body: string): Route =>
  () =>
    new Response(body, { headers: { 'content-type': 'text/javascript' } });

export interface Stage extends Site {
  readonly verifier: Verifier;
  readonly sid: string;
}

export interface Staging {
  /** Script that runs in the worker before its own, to break what the browser offers. */
  readonly prelude?: string;
  /** Routes that win over the site's own, to break what the server offers. */
  readonly routes?: Readonly<Record<string, Route>>;
}

/** A site that serves the built worker, and a real backend. */
export async function openStage({ prelude = '', routes = {} }: Staging = {}): Promise<Stage> {
  const read = (name: string) => readFile(join(TARGET_FOLDER, name));
  const manifest: object = JSON.parse((await read('manifest.json')).toString());
  const sid = 'visitor';
  const verifier = await openVerifier(await read('model.onnx'), manifest);
  const site = await openSite({
    '/': html(PAGE),
    '/comlink.js': asScript(await readFile('node_modules/comlink/dist/esm/comlink.mjs', 'utf8')),
    '/tellsign/worker.js': asScript(`${prelude}\n${await read('worker.js')}`),
    '/tellsign/nonce': async (request) => {
      const { op } = (await request.json()) as { op: string };
      return Response.json(await verifier.issueNonce({ action: op, sid }));
    },
    ...routes,
  });
  return { ...site, verifier, sid };
}

/** Opens the page and starts the worker with a visit already seen. */
export async function startWorker(
  page: Page,
  origin: string,
  settings: Readonly<Record<string, unknown>> = {},
) {
  await page.goto(origin);
  await page.waitForFunction(() => 'analyst' in globalThis);
  return page.evaluate(
    async ({ base, settings, rows }) => {
      const { analyst } = globalThis as unknown as {
        analyst: Record<string, (...args: unknown[]) => Promise<unknown>>;
      };
      const started = await analyst.start?.({
        endpoint: `${base}/tellsign`,
        ortUrl: `${base}/tellsign/ort.js`,
        ortWasmUrl: `${base}/tellsign/ort.wasm`,
        engine: 'wasm',
        privacy: 'full',
        environment: {
          recorded: ['move', 'button', 'key', 'stack'],
          pointer: 'mouse',
          viewport: [1280, 720],
        },
        debug: false,
        ...settings,
      });
      await analyst.push?.(Float64Array.from(rows));
      return started;
    },
    { base: new URL(page.url()).origin, settings, rows: Array.from(toRows(visit())) },
  );
}

/** Calls the worker. */
export function ask<T>(page: Page, method: string, ...args: readonly unknown[]): Promise<T> {
  return page.evaluate(
    ([method, args]) => {
      const { analyst } = globalThis as unknown as {
        analyst: Record<string, (...args: unknown[]) => Promise<unknown>>;
      };
      return analyst[method]?.(...args);
    },
    [method, args] as const,
  ) as Promise<T>;
}

/** Asks for a verdict with a nonce of the site's, as the SDK's page would. */
export async function assess(page: Page, timeoutMs = 5_000): Promise<Verdict> {
  const nonce = await page.evaluate(async () => {
    const init = { method: 'POST', body: JSON.stringify({ op: 'checkout' }) };
    const response = await fetch('/tellsign/nonce', init).catch(() => null);
    if (!response) return { ok: false, code: 'offline' };
    return { ok: true, value: { ...(await response.json()), ageMs: 0 } };
  });
  return ask<Verdict>(page, 'assess', { action: 'checkout', nonce, timeoutMs });
}

/** The public key a token carries. */
export function keyOf({ token }: Verdict): string {
  const header = JSON.parse(Buffer.from(token?.split('.')[0] ?? '', 'base64url').toString()) as {
    jwk: { x: string };
  };
  return header.jwk.x;
}

/** Names of the databases the page's origin has. */
export const databases = (page: Page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
