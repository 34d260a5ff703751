import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../src/scoring/engine.ts';
import { createExact } from '../../../../src/scoring/exact.ts';
import { sliceNetwork } from '../../../../src/scoring/slice.ts';
import { createAnalyst } from '../../../../worker/analyst.ts';
import type { AnalystDeps } from '../../../../worker/deps.ts';
import type { EngineDeps } from '../../../../worker/score/engine/engines.ts';
import type { OrtRuntime, OrtStart } from '../../../../worker/score/ort/contract.ts';
import { schemaNetwork } from '../../scoring/model.ts';
import {
  config,
  fakeDeps,
  fakeFetch,
  MODEL_BYTES,
  MODEL_ID,
  MODEL_URL,
  never,
  request,
  serveModel,
  serveOnnx,
  toRows,
  visit,
} from '../fakes.ts';

const exact = createExact(sliceNetwork(schemaNetwork(11)));
/** Stands for onnxruntime-web: the same integers, asynchronously, unless `run` is replaced. */
const ort = (run: Engine['run'] = async (rows, count) => exact.run(rows, count)): OrtRuntime => ({
  run: async (rows, count) => run(rows, count),
  end: () => {},
});
/** Runs of the comparison at the start. */
const PROOF = 2;
/** The integers of the reference as long as the runtime is being compared with it, then what `run` gives. */
const later = (run: Engine['run']): OrtRuntime => {
  let runs = 0;
  return ort((rows, count) => {
    runs += 1;
    return runs > PROOF ? run(rows, count) : exact.run(rows, count);
  });
};
const created =
  (...runtimes: readonly OrtRuntime[]): EngineDeps['loadOrt'] =>
  async () => ({
    ok: true,
    value: runtimes.map(
      (value): OrtStart =>
        async () => ({ ok: true, value }),
    ),
  });

async function warmed(change: Partial<AnalystDeps>, settings = config()) {
  const analyst = createAnalyst(fakeDeps(change));
  await analyst.start(settings);
  analyst.push(toRows(visit()));
  const warming = analyst.warm();
  // The first verdict, which `auto` waits for.
  await analyst.inspect();
  return { analyst, warm: await warming };
}

describe('onnxruntime-web', () => {
  it('starts although the weights of the site came only with a later try', async () => {
    const fetch = fakeFetch({ model: serveModel, onnx: serveOnnx });
    let failing = 2;
    const analyst = createAnalyst(
      fakeDeps({
        loadOrt: created(ort()),
        fetch: (...args) => (failing-- > 0 ? Promise.reject(new TypeError('failed')) : fetch(...args)),
      }),
    );
    expect((await analyst.start(config({ modelUrl: MODEL_URL }))).ok).toBe(false);
    const warming = analyst.warm();
    await analyst.inspect();
    await analyst.inspect();
    expect(await warming).toEqual({ ok: true, value: 'ort-wasm' });
  });

  it('takes over scoring and explaining when it is ready', async () => {
    let rows = 0;
    const counting = ort(async (input, count) => {
      rows += count;
      return exact.run(input, count);
    });
    const { analyst, warm } = await warmed({ loadOrt: created(counting) });
    expect(warm).toEqual({ ok: true, value: 'ort-wasm' });
    const verdict = await analyst.assess(request());
    expect(verdict).toMatchObject({ engine: 'ort-wasm', degraded: [] });
    expect(rows).toBeGreaterThan(8);
    expect(await analyst.inspect()).toMatchObject({ engine: 'ort-wasm', ort: 'ready', ortDetail: null });
  });

  it('gives the verdict that exact gives', async () => {
    const fast = await warmed({ loadOrt: created(ort()) });
    const slow = await warmed({});
    const { score, logit, reasons, groups } = await fast.analyst.assess(request());
    expect(await slow.analyst.assess(request())).toMatchObject({
      engine: 'exact',
      score,
      logit,
      reasons,
      groups,
    });
  });

  it('is loaded once, for the model that scores', async () => {
    const seen: (readonly [string, Uint8Array | null])[] = [];
    const loadOrt: EngineDeps['loadOrt'] = async (options) => {
      seen.push([options.modelId, options.modelBytes]);
      return created(ort())(options);
    };
    const fetch = fakeFetch({ model: serveModel, onnx: serveOnnx });
    for (const settings of [config(), config({ modelUrl: MODEL_URL })]) {
      const { analyst } = await warmed({ loadOrt, fetch }, settings);
      await Promise.all([analyst.warm(), analyst.warm()]);
    }
    // The runtime's module contains the shipped file.
    expect(seen).toEqual([
      [MODEL_ID, null],
      [MODEL_ID, MODEL_BYTES],
    ]);
  });

  it.each<[string, () => Response, string]>([
    ['is missing', () => new Response('no', { status: 404 }), 'model_unavailable: HTTP 404'],
    ['is another', () => new Response(MODEL_BYTES.with(999, MODEL_BYTES[999]! ^ 1)), 'model_hash'],
  ])('is not loaded where the ONNX file of the site %s', async (_, onnx, why) => {
    let loads = 0;
    const change: Partial<AnalystDeps> = {
      fetch: fakeFetch({ model: serveModel, onnx }),
      loadOrt: async (options) => {
        loads += 1;
        return created(ort())(options);
      },
    };
    const { analyst, warm } = await warmed(change, config({ modelUrl: MODEL_URL }));
    expect(warm).toEqual({ ok: false, code: 'refused', detail: why });
    expect(loads).toBe(0);
    expect(await analyst.assess(request())).toMatchObject({ engine: 'exact', degraded: [] });
  });

  it('is asked for WebGPU only by name', async () => {
    const backends: string[] = [];
    const loadOrt: EngineDeps['loadOrt'] = async (options) => {
      backends.push(options.backend);
      return created(ort())(options);
    };
    for (const engine of ['auto', 'wasm', 'webgpu'] as const) await warmed({ loadOrt }, config({ engine }));
    expect(backends).toEqual(['wasm', 'wasm', 'webgpu']);
  });
});

describe('onnxruntime-web that fails', () => {
  it.each<[string, EngineDeps['loadOrt'], RegExp]>([
    ['to load', async () => ({ ok: false, code: 'ort_init', detail: 'CSP' }), /ort_init: CSP/],
    ['with an exception', () => Promise.reject(new Error('out of memory')), /out of memory/],
    [
      'at once',
      () => {
        throw new Error('no import');
      },
      /no import/,
    ],
  ])('%s leaves exact in charge and says why', async (_, loadOrt, why) => {
    const { analyst, warm } = await warmed({ loadOrt });
    expect(warm).toMatchObject({ ok: false, code: 'refused', detail: expect.stringMatching(why) });
    expect(await analyst.inspect()).toMatchObject({ ort: 'refused', ortDetail: expect.stringMatching(why) });
    expect(await analyst.assess(request())).toMatchObject({ engine: 'exact', degraded: [] });
  });

  it.each<[string, Engine['run'], RegExp]>([
    ['throws', () => Promise.reject(new Error('session lost')), /ort_trap: .*session lost/],
    ['hangs', () => never(), /timeout/],
    [
      'gives other integers',
      async (rows, count) => exact.run(rows, count).map((value) => value ^ 1),
      /ort_trap: other integers/,
    ],
    ['gives too few integers', async () => new Uint8Array(3), /ort_trap: shape of y/],
  ])('in the middle of a visit because it %s hands back for good', async (_, run, why) => {
    let calls = 0;
    const counting = later((rows, count) => {
      calls += 1;
      return run(rows, count);
    });
    const { analyst } = await warmed({ loadOrt: created(counting) });
    const verdict = await analyst.assess(request());
    expect(verdict).toMatchObject({ engine: 'exact', degraded: [] });
    expect(verdict.reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(verdict.logit);
    expect(await analyst.inspect()).toMatchObject({ ort: 'refused', ortDetail: expect.stringMatching(why) });
    expect(calls).toBe(1);
    await analyst.assess(request());
    expect(calls).toBe(1);
  });
});

describe('a device that cannot bear onnxruntime-web', () => {
  const forbidden: EngineDeps['loadOrt'] = () => Promise.reject(new Error('created all the same'));
  it.each<[string, Partial<EngineDeps>, RegExp]>([
    ['asks to save data', { link: () => ({ saveData: true }) }, /Save-Data/],
    ['is on a slow link', { link: () => ({ effectiveType: '3g' }) }, /slow link: 3g/],
    ['has little memory', { link: () => ({ memoryGib: 1 }) }, /little memory: 1 GiB/],
  ])('and %s is spared it, unless the site insists', async (_, change, why) => {
    const spared = await warmed({ ...change, loadOrt: forbidden });
    expect(spared.warm).toMatchObject({ ok: false, code: 'refused', detail: expect.stringMatching(why) });
    const insisted = await warmed({ ...change, loadOrt: created(ort()) }, config({ engine: 'wasm' }));
    expect(insisted.warm).toEqual({ ok: true, value: 'ort-wasm' });
  });

  it('is never given it where the site chose exact', async () => {
    const { warm } = await warmed({ loadOrt: forbidden }, config({ engine: 'exact' }));
    expect(warm).toMatchObject({ ok: false, detail: 'engine: exact' });
  });
});
