import { expose } from 'comlink';
import type { InferenceSession as Session } from 'onnxruntime-web/wasm';
import type { Order, OrtCode, OrtResult, OrtServer } from './contract.ts';
import { fetchWasm } from './fetch-wasm.ts';

/** `onnxruntime-web/wasm`, or the same exports of `onnxruntime-web/webgpu`. */
export type Runtime = Pick<typeof import('onnxruntime-web/wasm'), 'env' | 'InferenceSession' | 'Tensor'>;

/** The smallest WebAssembly module: compiling it shows whether the worker's policy allows any. */
const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/**
 * Answers for the runtime in its own worker: one start, then runs one after the other. A worker that failed
 * is not used again.
 */
export function serveOrt(runtime: Runtime): void {
  let session: Session | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const server: OrtServer = {
    async start(order) {
      const obstacle = await obstacleTo(order);
      if (obstacle) return obstacle;
      const wasm = await fetchWasm(order.file, order.keep);
      if (!wasm.ok) return wasm;
      try {
        session = await Promise.race([startSession(runtime, order, wasm.value), failure()]);
        return { ok: true, value: null };
      } catch (error) {
        return refused('ort_init', error);
      }
    },
    run(rows, count) {
      // A session cannot run twice at once.
      const done = queue.then(() => run(runtime, session, { rows, count }));
      queue = done.catch(() => undefined);
      return done;
    },
  };
  expose(server);
}

/**
 * Rejects when a promise is rejected that no code handles. That is all that happens if the WebAssembly file
 * is wrong: onnxruntime-web never settles the promise it gave us.
 */
const failure = () =>
  new Promise<never>((_, reject) => {
    self.addEventListener('unhandledrejection', ({ reason }) => reject(reason), { once: true });
  });

const refused = (code: OrtCode, detail: unknown): OrtResult<never> => ({
  ok: false,
  code,
  detail: String(detail),
});

async function obstacleTo({ backend }: Order): Promise<OrtResult<never> | null> {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (error) {
    return refused('ort_blocked', error);
  }
  if (backend === 'wasm') return null;
  try {
    const { gpu } = navigator as { gpu?: { requestAdapter(): Promise<object | null> } };
    if (!gpu) return refused('ort_adapter', 'this browser has no WebGPU in workers');
    return (await gpu.requestAdapter()) ? null : refused('ort_adapter', 'WebGPU found no adapter');
  } catch (error) {
    return refused('ort_adapter', error);
  }
}

function startSession(
  { env, InferenceSession }: Runtime,
  { modelBytes, backend }: Order,
  wasm: ArrayBuffer,
): Promise<Session> {
  // One thread and no proxy worker: threads need cross-origin isolation, and we are in a worker already.
  env.wasm.numThreads = 1;
  env.wasm.proxy = false;
  env.wasm.wasmBinary = wasm;
  env.logLevel = 'error';
  return InferenceSession.create(modelBytes, {
    executionProviders: [backend],
    graphOptimizationLevel: 'all',
  });
}

interface Batch {
  readonly rows: Uint8Array;
  readonly count: number;
}

async function run(
  { Tensor }: Runtime,
  session: Session | null,
  { rows, count }: Batch,
): Promise<Uint8Array> {
  if (!session) throw new Error('not started');
  const width = rows.length / count;
  const { y } = await session.run({ x: new Tensor('uint8', rows, [count, width]) });
  const data = await y?.getData();
  if (!(data instanceof Uint8Array)) throw new Error('type of y');
  return data;
}
