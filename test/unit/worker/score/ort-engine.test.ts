import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../../../src/scoring/engine.ts';
import { createExact } from '../../../../src/scoring/exact.ts';
import { sliceNetwork } from '../../../../src/scoring/slice.ts';
import { WIDTH } from '../../../../worker/score/engine/compare.ts';
import { createOrtEngine, type OrtEngine } from '../../../../worker/score/engine/ort-engine.ts';
import type { OrtCode, OrtStart } from '../../../../worker/score/ort/contract.ts';
import { schemaNetwork } from '../../scoring/model.ts';

const exact = createExact(sliceNetwork(schemaNetwork(11)));
const rows = new Uint8Array(3 * WIDTH).map((_, at) => at & 255);
const IDLE_MS = 1_000;

/** Starts that note what becomes of their runtimes. The comparison at the start takes two runs. */
function stage() {
  const log: string[] = [];
  const start =
    (name: string, run: Engine['run'] = (input, count) => exact.run(input, count)): OrtStart =>
    async () => {
      log.push(`start ${name}`);
      let runs = 0;
      return {
        ok: true,
        value: {
          run: async (input, count) => {
            runs += 1;
            return runs > 2 ? run(input, count) : exact.run(input, count);
          },
          end: () => void log.push(`end ${name}`),
        },
      };
    };
  const refusing =
    (name: string, code: OrtCode): OrtStart =>
    async () => {
      log.push(`start ${name}`);
      return { ok: false, code };
    };
  return { log, start, refusing };
}

async function started(starts: readonly OrtStart[], name: OrtEngine['name'] = 'ort-wasm') {
  const engine = createOrtEngine({ name: name as 'ort-wasm', idleMs: IDLE_MS });
  await engine.start(async () => ({ ok: true, value: { starts, exact } }));
  return engine;
}

const trap = () => Promise.reject(new Error('unreachable'));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('onnxruntime-web as a state machine', () => {
  it('goes from idle by loading to ready', async () => {
    const { start, log } = stage();
    const engine = createOrtEngine({ name: 'ort-wasm', idleMs: IDLE_MS });
    expect(engine.state.name).toBe('idle');
    expect(engine.wake()).toBe(false);
    await expect(engine.run(rows, 3)).rejects.toThrow('idle');
    const starting = engine.start(async () => ({ ok: true, value: { starts: [start('slim')], exact } }));
    expect(engine.state.name).toBe('loading');
    await starting;
    expect(engine.wake()).toBe(true);
    expect(await engine.run(rows, 3)).toEqual(exact.run(rows, 3));
    expect(log).toEqual(['start slim']);
  });

  it('falls asleep a while after the last run, and starts again when it is wanted', async () => {
    const { start, log } = stage();
    const engine = await started([start('slim')]);
    vi.advanceTimersByTime(IDLE_MS - 1);
    await engine.run(rows, 3);
    vi.advanceTimersByTime(IDLE_MS - 1);
    expect(engine.state.name).toBe('ready');
    vi.advanceTimersByTime(1);
    expect(engine.state.name).toBe('asleep');
    expect(engine.wake()).toBe(false);
    expect(engine.wake()).toBe(false);
    await vi.waitFor(() => expect(engine.state.name).toBe('ready'));
    expect(log).toEqual(['start slim', 'end slim', 'start slim']);
  });

  it.each<OrtCode>(['ort_init', 'ort_mismatch'])('goes on with the next file after %s', async (code) => {
    const { start, refusing, log } = stage();
    const engine = await started([refusing('slim', code), start('full')]);
    expect(engine.state.name).toBe('ready');
    expect(log).toEqual(['start slim', 'start full']);
  });

  it.each<OrtCode>(['ort_blocked', 'ort_fetch', 'ort_unavailable', 'ort_timeout'])(
    'is refused after %s, which no other file cures',
    async (code) => {
      const { start, refusing, log } = stage();
      const engine = await started([refusing('slim', code), start('full')]);
      expect(engine.state).toEqual({ name: 'refused', why: code });
      expect(log).toEqual(['start slim']);
    },
  );

  it('after a trap hands over to the next file, and the caller asks the reference once', async () => {
    const { start, log } = stage();
    const engine = await started([start('slim', trap), start('full')]);
    await expect(engine.run(rows, 3)).rejects.toThrow();
    await vi.waitFor(() => expect(engine.state.name).toBe('ready'));
    expect(await engine.run(rows, 3)).toEqual(exact.run(rows, 3));
    // It does not go back to the file that trapped.
    vi.advanceTimersByTime(IDLE_MS);
    engine.wake();
    await vi.waitFor(() => expect(engine.state.name).toBe('ready'));
    expect(log).toEqual(['start slim', 'end slim', 'start full', 'end full', 'start full']);
  });

  it('after a trap without another file hands over to the integer engine for good', async () => {
    const { start, log } = stage();
    const engine = await started([start('slim', trap)]);
    await expect(engine.run(rows, 3)).rejects.toThrow();
    expect(engine.state).toEqual({ name: 'refused', why: 'ort_trap: Error: unreachable' });
    expect(engine.wake()).toBe(false);
    expect(log).toEqual(['start slim', 'end slim']);
  });

  it('moves on once where several runs trap together', async () => {
    const { start, log } = stage();
    const engine = await started([start('slim', trap), start('full')]);
    await Promise.allSettled([engine.run(rows, 3), engine.run(rows, 1), engine.run(rows, 2)]);
    await vi.waitFor(() => expect(engine.state.name).toBe('ready'));
    expect(log).toEqual(['start slim', 'end slim', 'start full']);
  });

  it('ends a runtime that is ready only after the engine was refused', async () => {
    const { start, log } = stage();
    const engine = createOrtEngine({ name: 'ort-wasm' });
    const starting = engine.start(async () => ({ ok: true, value: { starts: [start('slim')], exact } }));
    engine.refuse('no longer wanted');
    await starting;
    expect(engine.state).toEqual({ name: 'refused', why: 'no longer wanted' });
    expect(log).toEqual(['start slim', 'end slim']);
  });

  it('compares the first row of every answer, and with WebGPU each row', async () => {
    const last: Engine['run'] = (input, count) => {
      const outputs = exact.run(input, count).slice();
      outputs[outputs.length - 1]! ^= 1;
      return outputs;
    };
    const { start } = stage();
    const wasm = await started([start('wasm', last)]);
    expect((await wasm.run(rows, 3)).length).toBe(exact.run(rows, 3).length);
    await expect(wasm.run(rows, 1)).rejects.toThrow();
    const gpu = await started([start('gpu', last)], 'ort-webgpu');
    await expect(gpu.run(rows, 3)).rejects.toThrow();
    expect(gpu.state).toEqual({ name: 'refused', why: 'ort_trap: other integers than exact' });
  });
});
