import type { Result } from '../src/contract/result.ts';
import type { Engine } from '../src/scoring/engine.ts';
import { createExact } from '../src/scoring/exact.ts';
import { inputWidth, type Network, outputWidth } from '../src/scoring/network.ts';
import { readOnnx } from '../src/scoring/onnx.ts';

/** The built `worker/ort-runtime.ts`; for WebGPU the same exports from `onnxruntime-web/webgpu`. */
type Runtime = typeof import('./ort-runtime.ts');
type Session = Awaited<ReturnType<Runtime['InferenceSession']['create']>>;

export interface OrtOptions {
  /** Absolute URL of the runtime module, `dist/ort.js`. For `webgpu` a module made from `onnxruntime-web/webgpu`. */
  readonly ortUrl: string;
  /** Absolute URL of the WebAssembly file that belongs to it. */
  readonly ortWasmUrl: string;
  readonly modelBytes: Uint8Array;
  readonly backend: 'wasm' | 'webgpu';
}

/**
 * `ort_unavailable`: the module did not load · `ort_init`: no session (WebAssembly blocked, file missing, no adapter …) · `ort_poisoned`: an
 * earlier init failed, only a fresh worker helps · `ort_mismatch`: other integers than the reference engine · `ort_model`: the file is refused.
 */
export type OrtCode = 'ort_unavailable' | 'ort_init' | 'ort_poisoned' | 'ort_mismatch' | 'ort_model';

export interface OrtEngine extends Engine {
  run(rows: Uint8Array, count: number): Promise<Uint8Array>;
  /** Frees the session. The runtime's memory is only given back by ending the worker. */
  release(): Promise<void>;
}

/**
 * Whether this worker's runtime may still be initialised, and what runs before the next try. onnxruntime-web is a singleton of its worker: two
 * inits at once, or one after a failure, break it (`../shared/runtime.md`), however many engines are asked for.
 */
const runtime = { poisoned: false, queue: Promise.resolve() as Promise<unknown> };

/** Starts onnxruntime-web in this worker and proves on built-in rows that it gives the reference engine's integers. Never rejects. */
export function createOrt(options: OrtOptions): Promise<Result<OrtEngine, OrtCode>> {
  const created = runtime.queue.then(() => create(options));
  runtime.queue = created;
  return created;
}

async function create(options: OrtOptions): Promise<Result<OrtEngine, OrtCode>> {
  if (runtime.poisoned) return { ok: false, code: 'ort_poisoned' };
  const read = readOnnx(options.modelBytes);
  if (!read.ok) return { ok: false, code: 'ort_model', detail: read.code };
  const ort = await loadRuntime(options.ortUrl);
  if (!ort.ok) return ort;
  try {
    const session = await startSession(ort.value, options);
    const engine = createEngine(ort.value, { session, network: read.value, backend: options.backend });
    if (await agrees(engine, read.value)) return { ok: true, value: engine };
    await engine.release();
    return { ok: false, code: 'ort_mismatch' };
  } catch (error) {
    runtime.poisoned = true;
    return { ok: false, code: 'ort_init', detail: String(error) };
  }
}

async function loadRuntime(url: string): Promise<Result<Runtime, OrtCode>> {
  try {
    const module: unknown = await import(/* @vite-ignore */ url);
    if (isRuntime(module)) return { ok: true, value: module };
    return { ok: false, code: 'ort_unavailable', detail: 'not the runtime module' };
  } catch (error) {
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
}

function isRuntime(module: unknown): module is Runtime {
  return (
    typeof module === 'object' &&
    module !== null &&
    'InferenceSession' in module &&
    'Tensor' in module &&
    'env' in module
  );
}

function startSession({ env, InferenceSession }: Runtime, options: OrtOptions): Promise<Session> {
  // One thread and no proxy worker: threads need cross-origin isolation, and we are in a worker already.
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmPaths = { wasm: options.ortWasmUrl };
  env.logLevel = 'error';
  return InferenceSession.create(options.modelBytes, {
    executionProviders: [options.backend],
    graphOptimizationLevel: 'all',
  });
}

interface Started {
  readonly session: Session;
  readonly network: Network;
  readonly backend: OrtOptions['backend'];
}

function createEngine({ Tensor }: Runtime, { session, network, backend }: Started): OrtEngine {
  const width = inputWidth(network);
  const groups = outputWidth(network);
  let queue: Promise<unknown> = Promise.resolve();
  /** One run at a time: a session is not re-entrant. */
  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    name: backend === 'webgpu' ? 'ort-webgpu' : 'ort-wasm',
    run: (rows, count) =>
      enqueue(async () => {
        const input = new Tensor('uint8', rows.subarray(0, count * width), [count, width]);
        const { y } = await session.run({ x: input });
        const data = y?.data;
        if (!(data instanceof Uint8Array) || data.length !== count * groups) throw new Error('shape of y');
        return data;
      }),
    release: () => enqueue(() => session.release()),
  };
}

/** Rows that reach both ends and the middle of every input, and a spread between (a linear congruential generator; the seed is arbitrary). */
async function agrees(engine: Engine, network: Network): Promise<boolean> {
  const width = inputWidth(network);
  const count = 32;
  const rows = new Uint8Array(count * width);
  let state = 1;
  for (let at = 0; at < rows.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    rows[at] = at < 3 * width ? (Math.floor(at / width) * 255 + 1) >> 1 : state >>> 24;
  }
  const expected = createExact(network).run(rows, count);
  const [batch, single] = [await engine.run(rows, count), await engine.run(rows, 1)];
  return (
    batch.every((value, at) => value === expected[at]) && single.every((value, at) => value === expected[at])
  );
}
