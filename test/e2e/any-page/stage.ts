import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Verification } from '../../../src/server/result.ts';
import type { Verifier } from '../../../src/server/verifier.ts';
import { html, openSite, type Route } from '../../setup/site.ts';
import { openVerifier } from '../../setup/verifier.ts';

const FOLDER = 'dist';
const ACTION = 'checkout';
const SID = 'visitor';

/** A site with a real backend, and a second origin with the same files. */
export interface Stage {
  readonly origin: string;
  readonly cdn: string;
  /** Hashes of `npm run build`. */
  readonly integrity: Readonly<Record<string, string>>;
  /** What the backend says of each payment, in order. */
  readonly payments: readonly Verification[];
  /** A nonce that comes with the page. */
  meta(): Promise<string>;
  /** The routes of the next page; they win over the site's own, on both origins. */
  use(routes: Readonly<Record<string, Route>>): void;
  stop(): Promise<void>;
}

export async function openStage(): Promise<Stage> {
  const verifier = await createBackend();
  const payments: Verification[] = [];
  const routes: Record<string, Route> = {
    '/pay': async (request) => {
      const form = await request.formData();
      const token = request.headers.get('verdict') || form.get('tellsign-token') || undefined;
      payments.push(await verifier.verify(token, { action: ACTION, sid: SID }));
      return html('<!doctype html><title>paid</title><p id="paid">paid')(request);
    },
    '/tellsign/nonce': async (request) => {
      const { op } = (await request.json()) as { readonly op: string };
      return Response.json(await verifier.issueNonce({ action: op, sid: SID }));
    },
  };
  const own = new Set(Object.keys(routes));
  const [site, cdn] = await Promise.all([openSite(routes, FOLDER), openSite(routes, FOLDER)]);
  return {
    origin: site.origin,
    cdn: cdn.origin,
    integrity: JSON.parse(await readFile(join(FOLDER, 'integrity.json'), 'utf8')) as Record<string, string>,
    payments,
    async meta() {
      const { nonce, now, exp, aud } = await verifier.issueNonce({ action: ACTION, sid: SID });
      return `<meta name="vrd" data-op="${ACTION}" data-nonce="${nonce}" data-now="${now}" data-exp="${exp}" data-aud="${aud}">`;
    },
    use(next) {
      for (const path of Object.keys(routes)) if (!own.has(path)) delete routes[path];
      Object.assign(routes, next);
    },
    async stop() {
      await Promise.all([site.stop(), cdn.stop()]);
    },
  };
}

async function createBackend(): Promise<Verifier> {
  const manifest: object = JSON.parse(await readFile(join(FOLDER, 'manifest.json'), 'utf8'));
  return openVerifier(await readFile(join(FOLDER, 'model.onnx')), manifest);
}

const FILES: Readonly<Record<string, string>> = {
  'tellsign.js': 'text/javascript',
  'worker.js': 'text/javascript',
  'ort.js': 'text/javascript',
  'ort.wasm': 'application/wasm',
};

/** The shipped files under `/shared/`, for any origin to read. */
export const SHARED: Readonly<Record<string, Route>> = Object.fromEntries(
  Object.entries(FILES).map(([name, type]): [string, Route] => [
    `/shared/${name}`,
    async () =>
      new Response(new Uint8Array(await readFile(join(FOLDER, name))), {
        headers: { 'content-type': type, 'access-control-allow-origin': '*' },
      }),
  ]),
);

/** A shipped file with something written before it: the same in function, another in bytes. */
export const altered =
  (name: string, before: string, headers: Readonly<Record<string, string>> = {}): Route =>
  async () =>
    new Response(`${before}\n${await readFile(join(FOLDER, name), 'utf8')}`, {
      headers: { 'content-type': FILES[name] ?? '', ...headers },
    });
