import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../../src/scoring/engine.ts';
import { createExact } from '../../../../src/scoring/exact.ts';
import { sliceNetwork } from '../../../../src/scoring/slice.ts';
import { createAnalyst } from '../../../../worker/analyst.ts';
import type { AnalystDeps } from '../../../../worker/deps.ts';
import type { EngineDeps } from '../../../../worker/score/engine/engines.ts';
import type { OrtEngine } from '../../../../worker/score/ort/contract.ts';
import { schemaNetwork } from '../../scoring/model.ts';
import {
  config,
  fakeDeps,
  fakeFetch,
  MODEL_BYTES,
  never,
  request,
  serveModel,
  toRows,
  visit,
} from '../fakes.ts';

const exact = createExact(sliceNetwork(schemaNetwork(11)));
/** Stands for onnxruntime-web: the same integers, asynchronously, unless `run` is replaced. */
const ort = (run: Engine['run'] = async (rows, count) => exact.run(rows, count)): OrtEngine => ({
  name: 'ort-wasm',
  state: 'ready',
  detail: null,
  wake: () => true,
  run: async (rows, count) => run(rows, count),
  release: () => {},
});
const created =
  (engine: OrtEngine): EngineDeps['createOrt'] =>
  async () => ({ ok: true, value: engine });

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
  it('starts although the weights came only with a later try', async () => {
    const { fetch } = fakeDeps();
    let failing = 2;
    const analyst = createAnalyst(
      fakeDeps({
        createOrt: created(ort()),
        fetch: (...args) => (failing-- > 0 ? Promise.reject(new TypeError('failed')) : fetch(...args)),
      }),
    );
    expect((await analyst.start(config())).ok).toBe(false);
    const warming = analyst.warm();
    await analyst.inspect();
    expect(await warming).toEqual({ ok: true, value: 'ort-wasm' });
  });

  it('takes over scoring and explaining when it is ready', async () => {
    let rows = 0;
    const counting = ort(async (input, count) => {
      rows += count;
      return exact.run(input, count);
    });
    const { analyst, warm } = await warmed({ createOrt: created(counting) });
    expect(warm).toEqual({ ok: true, value: 'ort-wasm' });
    const verdict = await analyst.assess(request());
    expect(verdict).toMatchObject({ engine: 'ort-wasm', degraded: [] });
    expect(rows).toBeGreaterThan(8);
    expect(await analyst.inspect()).toMatchObject({ engine: 'ort-wasm', ort: 'ready', ortDetail: null });
  });

  it('gives the verdict that exact gives', async () => {
    const fast = await warmed({ createOrt: created(ort()) });
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

  it('is created once, with the very bytes that were checked', async () => {
    const seen: Uint8Array[] = [];
    const { analyst } = await warmed({
      createOrt: async ({ modelBytes }) => {
        seen.push(modelBytes);
        return { ok: true, value: ort() };
      },
    });
    await Promise.all([analyst.warm(), analyst.warm()]);
    expect(seen).toEqual([MODEL_BYTES]);
  });

  it.each<[string, () => Response, string]>([
    ['is missing', () => new Response('no', { status: 404 }), 'model_unavailable: HTTP 404'],
    ['is another', () => new Response(MODEL_BYTES.with(999, MODEL_BYTES[999]! ^ 1)), 'model_hash'],
  ])('is not started where its model file %s', async (_, onnx, why) => {
    let starts = 0;
    const { analyst, warm } = await warmed({
      fetch: fakeFetch({ model: serveModel, onnx }),
      createOrt: async () => {
        starts += 1;
        return { ok: true, value: ort() };
      },
    });
    expect(warm).toEqual({ ok: false, code: 'refused', detail: why });
    expect(starts).toBe(0);
    expect(await analyst.assess(request())).toMatchObject({ engine: 'exact', degraded: [] });
  });

  it('is asked for WebGPU only by name', async () => {
    const backends: string[] = [];
    const createOrt: EngineDeps['createOrt'] = async ({ backend }) => {
      backends.push(backend);
      return { ok: true, value: ort() };
    };
    for (const engine of ['auto', 'wasm', 'webgpu'] as const) await warmed({ createOrt }, config({ engine }));
    expect(backends).toEqual(['wasm', 'wasm', 'webgpu']);
  });
});

describe('onnxruntime-web that fails', () => {
  it.each<[string, EngineDeps['createOrt'], RegExp]>([
    ['to load', async () => ({ ok: false, code: 'ort_init', detail: 'CSP' }), /ort_init: CSP/],
    ['with an exception', () => Promise.reject(new Error('out of memory')), /out of memory/],
    [
      'at once',
      () => {
        throw new Error('no import');
      },
      /no import/,
    ],
  ])('%s leaves exact in charge and says why', async (_, createOrt, why) => {
    const { analyst, warm } = await warmed({ createOrt });
    expect(warm).toMatchObject({ ok: false, code: 'refused', detail: expect.stringMatching(why) });
    expect(await analyst.inspect()).toMatchObject({ ort: 'refused', ortDetail: expect.stringMatching(why) });
    expect(await analyst.assess(request())).toMatchObject({ engine: 'exact', degraded: [] });
  });

  it.each<[string, Engine['run'], RegExp, runs?: number]>([
    ['throws', () => Promise.reject(new Error('session lost')), /session lost/, 1],
    ['hangs', () => never(), /timeout/, 1],
    [
      'gives other integers',
      async (rows, count) => exact.run(rows, count).map((value) => value ^ 1),
      /disagrees/,
    ],
    ['gives too few integers', async () => new Uint8Array(3), /disagrees/],
  ])('in the middle of a visit because it %s hands back for good', async (_, run, why, runs = 2) => {
    let calls = 0;
    const { analyst } = await warmed({
      createOrt: created(
        ort((rows, count) => {
          calls += 1;
          return run(rows, count);
        }),
      ),
    });
    const verdict = await analyst.assess(request());
    expect(verdict).toMatchObject({ engine: 'exact', degraded: [] });
    expect(verdict.reasons.reduce((sum, { weight }) => sum + weight, 0)).toBe(verdict.logit);
    expect(await analyst.inspect()).toMatchObject({ ort: 'refused', ortDetail: expect.stringMatching(why) });
    expect(calls).toBe(runs);
    await analyst.assess(request());
    expect(calls).toBe(runs);
  });
});

describe('a device that cannot bear onnxruntime-web', () => {
  const forbidden: EngineDeps['createOrt'] = () => Promise.reject(new Error('created all the same'));
  it.each<[string, Partial<EngineDeps>, RegExp]>([
    ['asks to save data', { link: () => ({ saveData: true }) }, /Save-Data/],
    ['is on a slow link', { link: () => ({ effectiveType: '3g' }) }, /slow link: 3g/],
    ['has little memory', { link: () => ({ memoryGib: 1 }) }, /little memory: 1 GiB/],
  ])('and %s is spared it, unless the site insists', async (_, change, why) => {
    const spared = await warmed({ ...change, createOrt: forbidden });
    expect(spared.warm).toMatchObject({ ok: false, code: 'refused', detail: expect.stringMatching(why) });
    const insisted = await warmed({ ...change, createOrt: created(ort()) }, config({ engine: 'wasm' }));
    expect(insisted.warm).toEqual({ ok: true, value: 'ort-wasm' });
  });

  it('is never given it where the site chose exact', async () => {
    const { warm } = await warmed({ createOrt: forbidden }, config({ engine: 'exact' }));
    expect(warm).toMatchObject({ ok: false, detail: 'engine: exact' });
  });
});
