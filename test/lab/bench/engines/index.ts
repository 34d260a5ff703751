import { readFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { writeOnnx } from '../../../../train/export/onnx.ts';
import { bundleWorker } from '../../../browser/ort/ask.ts';
import { CHROMIUM_ARGS, findChromium } from '../../../setup/chromium.ts';
import { html, openSite } from '../../../setup/site.ts';
import { schemaNetwork } from '../../../unit/scoring/model.ts';
import type { Row } from '../statistics.ts';
import type { Timing } from './worker.ts';

/** One assessment, an explanation, and a site that scores what it has stored. */
const BATCHES = [1, 512, 8192];
const SPEND_MS = 1_000;
/** Hidden units of models of a site's own, up to the 256 KiB that a model file may have. */
const SIZES: readonly (readonly number[])[] = [
  [16, 8],
  [24, 12],
  [32, 16],
];
const ADAPTER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const ENGINES = ['exact', 'wasm', 'webgpu'] as const;
type EngineName = (typeof ENGINES)[number];

/**
 * When each engine is worth its start: milliseconds to start, and microseconds a run by size of batch, for
 * the shipped model and bigger ones. `ADAPTER=gpu npm run bench -- engines` takes the machine's own graphics
 * adapter for WebGPU instead of Chromium's in software.
 */
export async function benchEngines(): Promise<Row[]> {
  const code = await bundleWorker('test/lab/bench/engines/worker.ts');
  const models: Readonly<Record<string, Uint8Array>> = {
    shipped: readFileSync('dist/model.onnx'),
    ...Object.fromEntries(SIZES.map((units) => [units.join('-'), writeOnnx(schemaNetwork(1, units))])),
  };
  const site = await openSite(
    {
      '/': html('<!doctype html><title>engines</title>'),
      '/worker.js': () => new Response(code, { headers: { 'content-type': 'text/javascript' } }),
      ...Object.fromEntries(
        Object.entries(models).map(([name, bytes]) => [
          `/${name}`,
          () => new Response(Uint8Array.from(bytes)),
        ]),
      ),
    },
    'dist',
  );
  const own = process.env.ADAPTER === 'gpu';
  const args = [
    ...CHROMIUM_ARGS.filter((flag) => flag !== '--disable-gpu'),
    ...(own ? ADAPTER.slice(0, 1) : ADAPTER),
  ];
  const browser = await chromium.launch({ executablePath: findChromium(), args });
  try {
    const rows: Row[] = [];
    for (const model of Object.keys(models)) {
      for (const engine of ENGINES) {
        const what = `${model} model, ${Math.round((models[model]?.length ?? 0) / 1024)} KiB, ${engine}`;
        const timing = await timeEngine(browser, { origin: site.origin, model, engine }).catch(
          (error: unknown) => String(error),
        );
        rows.push({ what, ...inWords(timing) });
      }
    }
    return rows;
  } finally {
    await browser.close();
    await site.stop();
  }
}

/** Times, or why there are none: a machine without an adapter has no WebGPU. */
function inWords(timing: Timing | string): Pick<Row, 'value' | 'peer'> {
  if (typeof timing === 'string') return { value: 'not measured', peer: timing };
  const each = BATCHES.map((count, at) => {
    const us = timing.runs[at] ?? Number.NaN;
    return `${count}: ${Number.isNaN(us) ? 'failed' : `${Math.round(us)} µs`}`;
  }).join(', ');
  const file = timing.isWhole ? ' (ort-full.wasm)' : '';
  return { value: `${Math.round(timing.startMs)} ms${file}`, peer: each };
}

interface Wanted {
  readonly origin: string;
  readonly model: string;
  readonly engine: EngineName;
}

async function timeEngine(browser: Browser, { origin, model, engine }: Wanted): Promise<Timing> {
  const page = await browser.newPage();
  try {
    await page.goto(origin);
    return await page.evaluate(
      async ({ model, engine, batches, spendMs }) => {
        const files = engine === 'webgpu' ? '/tellsign-ort/ort-webgpu' : '/tellsign/ort';
        const modelBytes = new Uint8Array(await (await fetch(`/${model}`)).arrayBuffer());
        const ort = {
          modelId: model,
          modelBytes,
          ortUrl: new URL(`${files}.js`, location.href).href,
          ortWasmUrl: new URL(`${files}.wasm`, location.href).href,
          ortFullWasmUrl: new URL('/tellsign-ort/ort-full.wasm', location.href).href,
          backend: engine,
          keep: false,
        };
        return new Promise<Timing>((resolve, reject) => {
          const worker = new Worker('/worker.js', { type: 'module' });
          worker.onerror = () => reject(new Error('the worker died'));
          worker.onmessage = ({ data }) =>
            data.timing ? resolve(data.timing) : reject(new Error(data.error));
          worker.postMessage({ ort: engine === 'exact' ? null : ort, modelBytes, batches, spendMs });
        });
      },
      { model, engine, batches: BATCHES, spendMs: SPEND_MS },
    );
  } finally {
    await page.close();
  }
}
