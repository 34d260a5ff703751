import { wrap } from 'comlink';
import { trustedScriptUrl } from '../../../src/contract/trusted-types.ts';
import type { Order, OrtResult, OrtRuntime, OrtServer } from './contract.ts';

/** Name of the runtime's worker. The module serves the runtime in a worker of this name, and only there. */
export const WORKER_NAME = 'tellsign-ort';

/** Longest start, ms. Chosen: the full WebAssembly takes 13 s on fast 3G (runtime.md). */
const START_MS = 60_000;

/** Starts the module at `url` in a worker of its own. Never rejects. */
export async function startOrt(url: string, order: Order): Promise<OrtResult<OrtRuntime>> {
  let worker: Worker;
  try {
    worker = startWorker(url);
  } catch (error) {
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
  const end = () => worker.terminate();
  const server = wrap<OrtServer>(worker);
  const started = await new Promise<OrtResult<null>>((resolve) => {
    const late = setTimeout(() => resolve({ ok: false, code: 'ort_timeout' }), START_MS);
    worker.addEventListener('error', ({ message }) => {
      resolve({ ok: false, code: 'ort_unavailable', detail: message ?? 'the worker did not load' });
    });
    server
      .start(order)
      .then(resolve, (error: unknown) =>
        resolve({ ok: false, code: 'ort_unavailable', detail: String(error) }),
      )
      .finally(() => clearTimeout(late));
  });
  if (started.ok) return { ok: true, value: { run: (rows, count) => server.run(rows, count), end } };
  end();
  return started;
}

/**
 * The worker of the module at `url`. Workers start from their own origin only; a module of another one, or
 * one that a worker from a blob starts, is imported by a blob.
 */
function startWorker(url: string): Worker {
  const own = location.protocol !== 'blob:' && new URL(url).origin === location.origin;
  const source = own ? url : URL.createObjectURL(new Blob([importing(url)], { type: 'text/javascript' }));
  return new Worker(trustedScriptUrl(source), { type: 'module', name: WORKER_NAME });
}

/**
 * The text of a worker that imports `url`. It calls `import()`, because a policy's `worker-src` covers import
 * statements and may list `blob:` alone. Messages wait in a queue until the module has loaded. A failure is
 * thrown as the worker's own error.
 */
const importing = (url: string) => `
const queue = [];
const enqueue = (event) => queue.push(event.data);
addEventListener('message', enqueue);
import(${JSON.stringify(url)}).then(() => {
  removeEventListener('message', enqueue);
  for (const data of queue) dispatchEvent(new MessageEvent('message', { data }));
}).catch((error) => setTimeout(() => { throw error; }));
`;
