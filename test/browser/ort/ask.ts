import type { Browser, BrowserContext } from 'playwright-core';
import { rollup } from 'rollup';
import ts from 'typescript';
import type { Report } from './worker.ts';

/**
 * The test's worker as one module. Only `worker/score/engine/ort.ts` and what it needs; the runtime is the
 * built file.
 */
export async function bundleWorker(input = 'test/browser/ort/worker.ts'): Promise<string> {
  const compilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  };
  const transform = (code: string) => ts.transpileModule(code, { compilerOptions }).outputText;
  const bundle = await rollup({
    input,
    plugins: [{ name: 'types', transform }],
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
}

/** Files of `tellsign-ort`. */
export const WEBGPU = { ort: '/tellsign-ort/ort-webgpu.js', wasm: '/tellsign-ort/ort-webgpu.wasm' };

export interface Ask {
  readonly worker?: string;
  /** One engine for each: model file, and files of the runtime if not the shipped ones. */
  readonly creates: readonly {
    readonly model: string;
    /** Ask for the model inside the runtime's module, by this id; `model` is what it is compared with. */
    readonly shippedId?: string;
    /** Give the runtime this file instead of `model`. */
    readonly bytes?: string;
    readonly ort?: string;
    readonly wasm?: string;
    readonly full?: string;
    readonly backend?: 'webgpu';
    readonly keep?: boolean;
    readonly idleMs?: number;
  }[];
  readonly batches?: readonly number[];
  readonly sleep?: boolean;
}

/** Runs the order in a fresh worker of a fresh page. */
export async function askWorker(
  browser: Browser | BrowserContext,
  { origin, order }: { readonly origin: string; readonly order: Ask },
): Promise<Report> {
  const page = await browser.newPage();
  try {
    await page.goto(origin);
    return await page.evaluate(async ({ worker = '/worker.js', creates, batches = [1], sleep = false }) => {
      const load = async (name: string) => new Uint8Array(await (await fetch(`/${name}`)).arrayBuffer());
      const engines = creates.map(
        async ({
          model,
          shippedId,
          bytes = model,
          ort = '/tellsign/ort.js',
          wasm = '/tellsign/ort.wasm',
          full,
          backend = 'wasm' as const,
          keep = false,
          ...rest
        }) => {
          const exactBytes = await load(model);
          return {
            exactBytes,
            modelId: shippedId ?? 'given',
            modelBytes: shippedId === undefined ? await load(bytes) : null,
            ortUrl: new URL(ort, location.href).href,
            ortWasmUrl: new URL(wasm, location.href).href,
            ...(full && { ortFullWasmUrl: new URL(full, location.href).href }),
            backend,
            keep,
            ...rest,
          };
        },
      );
      const message = { creates: await Promise.all(engines), batches, sleep };
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
