import { type Browser, chromium, type Page } from 'playwright-core';
import { rollup } from 'rollup';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOnnx } from '../../../train/onnx.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, openSite, type Site } from '../../setup/site.ts';
import { schemaNetwork } from '../../unit/scoring/model.ts';
import type { Report } from './worker.ts';

/** 2 048 rows and more, with the sizes the SDK uses: one row, coalitions of small and of full groups. */
const BATCHES = [1, 7, 64, 512, 1464];
const MODELS = { 'a.onnx': writeOnnx(schemaNetwork(1)), 'b.onnx': writeOnnx(schemaNetwork(2, [12])) };

let browser: Browser;
let site: Site;

/** The test's worker as one module. Only `worker/ort.ts` and what it needs; the runtime is the built file. */
async function bundleWorker(): Promise<string> {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  const transform = (code: string) => ts.transpileModule(code, { compilerOptions }).outputText;
  const bundle = await rollup({
    input: 'test/browser/ort/worker.ts',
    plugins: [{ name: 'types', transform }],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

beforeAll(async () => {
  const code = await bundleWorker();
  const script = (headers: Record<string, string>) => () =>
    new Response(code, { headers: { 'content-type': 'text/javascript', ...headers } });
  site = await openSite({
    '/': html('<!doctype html><title>ort</title>'),
    '/worker.js': script({
      'content-security-policy': "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    }),
    '/no-wasm.js': script({ 'content-security-policy': "script-src 'self'; connect-src 'self'" }),
    '/page.js': html('<!doctype html><title>Sign in</title>'),
    '/junk.wasm': () => new Response('junk', { headers: { 'content-type': 'application/wasm' } }),
    ...Object.fromEntries(
      Object.entries(MODELS).map(([name, bytes]) => [`/${name}`, () => new Response(Uint8Array.from(bytes))]),
    ),
  });
  browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_ARGS });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

interface Ask {
  readonly worker?: string;
  /** One engine for each: model file, and files of the runtime if not the shipped ones. */
  readonly creates: readonly {
    readonly model: string;
    readonly ort?: string;
    readonly wasm?: string;
    readonly backend?: 'webgpu';
  }[];
  readonly batches?: readonly number[];
}

/** Runs the order in a fresh worker of a fresh page. */
async function ask(order: Ask): Promise<Report> {
  const page: Page = await browser.newPage();
  try {
    await page.goto(site.origin);
    return await page.evaluate(async ({ worker = '/worker.js', creates, batches = [1] }) => {
      const load = async (name: string) => new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
      const engines = creates.map(
        async ({
          model,
          ort = '/tellsign/ort.js',
          wasm = '/tellsign/ort.wasm',
          backend = 'wasm' as const,
        }) => ({
          modelBytes: await load(model),
          ortUrl: new URL(ort, location.href).href,
          ortWasmUrl: new URL(wasm, location.href).href,
          backend,
        }),
      );
      const message = { creates: await Promise.all(engines), batches };
      return new Promise<Report>((resolve, reject) => {
        const thread = new Worker(worker, { type: 'module' });
        thread.onerror = () => reject(new Error('the worker died'));
        thread.onmessage = ({ data }) => (data.report ? resolve(data.report) : reject(new Error(data.error)));
        thread.postMessage(message);
      });
    }, order);
  } finally {
    await page.close();
  }
}

describe('onnxruntime-web in a worker', () => {
  it('gives the integers of the exact engine, three models at once, the shipped one among them', async () => {
    const creates = [{ model: 'a.onnx' }, { model: 'b.onnx' }, { model: 'tellsign/model.onnx' }];
    const report = await ask({ creates, batches: BATCHES });
    expect(report.created).toEqual(['ok', 'ok', 'ok']);
    expect(report.names).toEqual(['ort-wasm', 'ort-wasm', 'ort-wasm']);
    expect(report.compared).toBeGreaterThanOrEqual(3 * 2048 * 11);
    expect(report.different).toBe(0);
    expect(report.distinct).toBeGreaterThan(200);
    expect(report.afterRelease).toBe('rejects');
  });

  it('says so when its module is not there or is a page', async () => {
    expect((await ask({ creates: [{ model: 'a.onnx', ort: '/nowhere.js' }] })).created).toEqual([
      'ort_unavailable',
    ]);
    expect((await ask({ creates: [{ model: 'a.onnx', ort: '/page.js' }] })).created).toEqual([
      'ort_unavailable',
    ]);
    expect((await ask({ creates: [{ model: 'a.onnx', ort: '/worker.js' }] })).created).toEqual([
      'ort_unavailable',
    ]);
  });

  it('says so when WebAssembly is blocked', async () => {
    expect((await ask({ worker: '/no-wasm.js', creates: [{ model: 'a.onnx' }] })).created).toEqual([
      'ort_init',
    ]);
  });

  it('asks for a fresh worker after one failed start', async () => {
    const { created } = await ask({
      creates: [{ model: 'a.onnx', wasm: '/junk.wasm' }, { model: 'a.onnx' }],
    });
    expect(created).toEqual(['ort_init', 'ort_poisoned']);
  });

  it('refuses a model file that is none, without touching the runtime', async () => {
    const { created } = await ask({ creates: [{ model: 'page.js' }, { model: 'a.onnx' }] });
    expect(created).toEqual(['ort_model', 'ok']);
  });

  it('refuses webgpu from a module that has none', async () => {
    expect((await ask({ creates: [{ model: 'a.onnx', backend: 'webgpu' }] })).created).toEqual(['ort_init']);
  });
});
