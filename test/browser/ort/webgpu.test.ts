import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeOnnx } from '../../../train/export/onnx.ts';
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts';
import { html, openSite, type Site } from '../../setup/site.ts';
import { schemaNetwork } from '../../unit/scoring/model.ts';
import { askWorker, bundleWorker, WEBGPU } from './ask.ts';

/** Chromium's own adapter in software: the same shaders, run by the processor. */
const ADAPTER = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

let browser: Browser;
let site: Site;
beforeAll(async () => {
  const code = await bundleWorker();
  const model = Uint8Array.from(writeOnnx(schemaNetwork(1)));
  site = await openSite({
    '/': html('<!doctype html><title>webgpu</title>'),
    '/worker.js': () => new Response(code, { headers: { 'content-type': 'text/javascript' } }),
    '/a.onnx': () => new Response(model),
  });
  const args = [...CHROMIUM_ARGS.filter((flag) => flag !== '--disable-gpu'), ...ADAPTER];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
});

describe('onnxruntime-web on an adapter', () => {
  it('gives the integers of the exact engine, the shipped model among them', async () => {
    const creates = ['a.onnx', 'tellsign/model.onnx'].map((model) => ({
      model,
      backend: 'webgpu' as const,
      ...WEBGPU,
    }));
    const report = await askWorker(browser, {
      origin: site.origin,
      order: { creates, batches: [1, 7, 64, 512] },
    });
    expect(report.created).toEqual(['ok', 'ok']);
    expect(report.names).toEqual(['ort-webgpu', 'ort-webgpu']);
    // Where its float32 sums came to another integer it was taken out of service, and exact's stood.
    expect(['ready', 'refused']).toContain(report.states.at(-1));
    expect(report.compared).toBeGreaterThanOrEqual(2 * 584 * 10);
    expect(report.different).toBe(0);
    expect(report.distinct).toBeGreaterThan(100);
  });
});
