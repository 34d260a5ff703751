import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GROUP_NAMES } from '../../../src/contract/features/index.ts';
import binaryen, { bodyOf, Functions, read } from '../../../tools/ort-slim/binaryen.ts';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { TARGET_FOLDER } from '../../setup/build.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, openSite, type Site } from '../../setup/site.ts';
import { schemaNetwork } from '../../unit/scoring/model.ts';
import { type Ask, askWorker, bundleWorker, WEBGPU } from './ask.ts';

/** 2 048 rows and more, with the sizes the SDK uses: one row, coalitions of small and of full groups. */
const BATCHES = [1, 7, 64, 512, 1464];
const MODELS = { 'a.onnx': writeOnnx(schemaNetwork(1)), 'b.onnx': writeOnnx(schemaNetwork(2, [12])) };

let browser: Browser;
let site: Site;
/** `mdl` of the shipped model. */
const idOfShipped = async () =>
  createHash('sha256')
    .update(await built('model.onnx'))
    .digest()
    .subarray(0, 16)
    .toString('base64url');

/** Fetches of the slim file. */
let requests = 0;
/** Script to run before a file's own, by path. */
const preludes = new Map<string, string>();

const built = (name: string) => readFile(join(TARGET_FOLDER, name));

/** `ort.js` as it would be, had it been built with another slim file. */
async function builtWith(wasm: Uint8Array): Promise<string> {
  const hash = (bytes: Uint8Array) => `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
  const code = (await built('ort.js')).toString();
  const changed = code.replaceAll(hash(await built('ort.wasm')), hash(wasm));
  if (changed === code) throw new Error('ort.js does not name its slim file');
  return changed;
}

/**
 * The slim file with a trap in its third run: the first two compare it with exact. As if a run left what the
 * file was made for.
 */
async function trapping(): Promise<Uint8Array> {
  const module = read(await built('ort.wasm'));
  // The name that onnxruntime-web 1.30.0 gives OrtRun.
  const run = module.getFunction(binaryen.getExportInfo(module.getExport('sb')).value);
  module.addGlobal('runs', binaryen.i32, true, module.i32.const(0));
  const runs = () => module.global.get('runs', binaryen.i32);
  const body = [
    module.global.set('runs', module.i32.add(runs(), module.i32.const(1))),
    module.if(module.i32.gt_u(runs(), module.i32.const(2)), module.unreachable()),
    bodyOf(run),
  ];
  Functions.setBody(run, module.block(null, body, binaryen.i32));
  return module.emitBinary();
}

/** Modules that are none of the runtime: nothing of it may be found in them. */
const EMPTY = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

beforeAll(async () => {
  const code = await bundleWorker();
  const script =
    (body: string, headers: Record<string, string> = {}) =>
    () =>
      new Response(body, { headers: { 'content-type': 'text/javascript', ...headers } });
  const wasm = (body: Uint8Array) => () => {
    requests += 1;
    return new Response(Uint8Array.from(body), { headers: { 'content-type': 'application/wasm' } });
  };
  const trap = await trapping();
  const policy = { 'content-security-policy': "script-src 'self'; connect-src 'self'" };
  site = await openSite({
    '/': html('<!doctype html><title>ort</title>'),
    '/worker.js': script(code, policy),
    '/trusted.js': script(code, {
      'content-security-policy':
        "script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types vrd#worker",
    }),
    '/tellsign/ort.js': async () =>
      script(`${preludes.get('/tellsign/ort.js') ?? ''}\n${await built('ort.js')}`)(),
    '/no-wasm/ort.js': script((await built('ort.js')).toString(), policy),
    '/page.js': html('<!doctype html><title>Sign in</title>'),
    '/tellsign/ort.wasm': wasm(await built('ort.wasm')),
    '/junk.wasm': wasm(new TextEncoder().encode('junk')),
    '/broken/ort.js': script(await builtWith(EMPTY)),
    '/broken/ort.wasm': wasm(EMPTY),
    '/trap/ort.js': script(await builtWith(trap)),
    '/trap/ort.wasm': wasm(trap),
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

const ask = ({ context, ...order }: Ask & { readonly context?: BrowserContext }) =>
  askWorker(context ?? browser, { origin: site.origin, order });

/** The same visitor twice: two pages that share what the browser keeps. */
async function twice(order: Ask, change: (context: BrowserContext) => Promise<void> = async () => {}) {
  const context = await browser.newContext();
  try {
    await change(context);
    requests = 0;
    const first = await ask({ ...order, context });
    const fetched = requests;
    const second = await ask({ ...order, context });
    return { first, second, fetched: [fetched, requests - fetched] };
  } finally {
    await context.close();
  }
}

describe('onnxruntime-web in a worker', () => {
  it('gives the integers of the exact engine, three models at once, the shipped one among them', async () => {
    const shipped = { model: 'tellsign/model.onnx', shippedId: await idOfShipped() };
    const creates = [{ model: 'a.onnx' }, { model: 'b.onnx' }, shipped];
    const report = await ask({ creates, batches: BATCHES });
    expect(report.created).toEqual(['ok', 'ok', 'ok']);
    expect(report.names).toEqual(['ort-wasm', 'ort-wasm', 'ort-wasm']);
    expect(report.compared).toBeGreaterThanOrEqual(3 * 2048 * 11);
    expect(report.different).toBe(0);
    expect(report.distinct).toBeGreaterThan(200);
    // The slim file was enough for all of that.
    expect(report.states).toEqual(['ready']);
  });

  it('is given back when nobody asks, and is there again when somebody does', async () => {
    const report = await ask({ creates: [{ model: 'a.onnx', idleMs: 50 }], batches: [64], sleep: true });
    expect(report.states).toEqual(['ready', 'asleep', 'loading', 'ready', 'ready']);
    expect(report).toMatchObject({ compared: 2 * 64 * GROUP_NAMES.length, different: 0 });
  });

  it('says so when its module is not there or is a page', async () => {
    for (const ort of ['/nowhere.js', '/page.js', '/worker.js']) {
      expect((await ask({ creates: [{ model: 'a.onnx', ort }] })).created).toEqual(['ort_unavailable']);
    }
  });

  it('says so when WebAssembly is blocked, and fetches none', async () => {
    requests = 0;
    const { created } = await ask({ creates: [{ model: 'a.onnx', ort: '/no-wasm/ort.js' }] });
    expect(created).toEqual(['ort_blocked']);
    expect(requests).toBe(0);
  });

  it('starts under enforced Trusted Types', async () => {
    const { created } = await ask({ worker: '/trusted.js', creates: [{ model: 'a.onnx' }] });
    expect(created).toEqual(['ok']);
  });

  it('takes no WebAssembly but the one it was built with', async () => {
    const { created } = await ask({ creates: [{ model: 'a.onnx', wasm: '/junk.wasm' }] });
    expect(created).toEqual(['ort_fetch']);
  });

  it('refuses to run its own model in the place of another', async () => {
    const { created } = await ask({ creates: [{ model: 'a.onnx', shippedId: 'of another release' }] });
    expect(created).toEqual(['ort_model']);
  });

  it('refuses a model file that is none', async () => {
    const creates = [{ model: 'a.onnx', bytes: 'page.js' }, { model: 'a.onnx' }];
    expect((await ask({ creates })).created).toEqual(['ort_init', 'ok']);
  });

  it('refuses webgpu where there is no adapter, and says why', async () => {
    const report = await ask({ creates: [{ model: 'a.onnx', backend: 'webgpu' as const, ...WEBGPU }] });
    expect(report.created).toEqual(['ort_adapter']);
    expect(report.details[0]).toMatch(/WebGPU/);
  });
});

describe('the slim file that fails', () => {
  const FULL = '/tellsign-ort/ort-full.wasm';

  it('in a run, without tellsign-ort, is answered for by exact for good', async () => {
    const creates = [{ model: 'a.onnx', ort: '/trap/ort.js', wasm: '/trap/ort.wasm' }];
    const report = await ask({ creates, batches: [64] });
    expect(report.states).toEqual(['ready', 'refused', 'refused', 'refused']);
    expect(report).toMatchObject({ created: ['ok'], different: 0, compared: 2 * 64 * GROUP_NAMES.length });
  });

  it('at the start is followed by the full one in a fresh worker', async () => {
    const creates = [{ model: 'a.onnx', ort: '/broken/ort.js', wasm: '/broken/ort.wasm', full: FULL }];
    const report = await ask({ creates, batches: [64] });
    expect(report).toMatchObject({ created: ['ok'], different: 0, compared: 64 * GROUP_NAMES.length });
  });

  it('in a run is answered for by exact once, then by the full one', async () => {
    const creates = [{ model: 'a.onnx', ort: '/trap/ort.js', wasm: '/trap/ort.wasm', full: FULL }];
    const report = await ask({ creates, batches: [64] });
    expect(report.states).toEqual(['ready', 'loading', 'ready', 'ready']);
    expect(report).toMatchObject({ created: ['ok'], different: 0, compared: 2 * 64 * GROUP_NAMES.length });
  });
});

describe('the Cache API', () => {
  const creates = [{ model: 'a.onnx', keep: true }];

  it('keeps the file under its hash, and spares the next page the network', async () => {
    const { first, second, fetched } = await twice({ creates });
    expect(first.kept).toEqual([expect.stringMatching(/^tellsign-ort .*ort\.wasm\?integrity=sha384-/)]);
    expect(second).toMatchObject({ created: ['ok'], kept: first.kept });
    expect(fetched).toEqual([1, 0]);
  });

  it('is not used where nothing may be stored', async () => {
    const { second, fetched } = await twice({ creates: [{ model: 'a.onnx' }] });
    expect(second).toMatchObject({ created: ['ok'], kept: [] });
    expect(fetched).toEqual([1, 1]);
  });

  it('drops other versions, and what is not the file under the right name', async () => {
    const plant = async (context: BrowserContext) => {
      const page = await context.newPage();
      await page.goto(site.origin);
      const key = (await ask({ creates, context })).kept[0]?.split(' ')[1] ?? '';
      await page.evaluate(async (key) => {
        const cache = await caches.open('tellsign-ort');
        await cache.put(key, new Response('cut short'));
        await cache.put('/tellsign/ort.wasm?integrity=sha384-old', new Response('old'));
      }, key);
    };
    const { first, second, fetched } = await twice({ creates }, plant);
    expect(first.created).toEqual(['ok']);
    expect(first.kept).toHaveLength(1);
    expect(second.kept).toEqual(first.kept);
    expect(fetched).toEqual([1, 0]);
  });

  it.each([
    ['missing', 'delete self.caches; delete WorkerGlobalScope.prototype.caches;'],
    ['closed', "CacheStorage.prototype.open = async () => { throw new DOMException('', 'SecurityError'); };"],
    ['full', "Cache.prototype.put = async () => { throw new DOMException('', 'QuotaExceededError'); };"],
  ])('that is %s costs the visitor nothing but the download', async (_, prelude) => {
    preludes.set('/tellsign/ort.js', prelude);
    try {
      const { first, second, fetched } = await twice({ creates });
      expect([first.created, second.created]).toEqual([['ok'], ['ok']]);
      expect(fetched).toEqual([1, 1]);
    } finally {
      preludes.clear();
    }
  });
});
