import { wrap } from 'comlink';
import { trustedScriptUrl } from '../../../src/contract/trusted-types.ts';
import type { Order, OrtResult, OrtRuntime, OrtServer } from './contract.ts';

/** Name of the runtime's worker: the module serves where it finds itself under this name. */
export const WORKER_NAME = 'tellsign-ort';

/** The full WebAssembly takes 13 s on fast 3G (runtime.md); beyond a minute it hangs. */
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
 * From its file; from another origin, and where the page had to start us from a blob, through a blob that
 * imports it.
 */
function startWorker(url: string): Worker {
  const own = location.protocol !== 'blob:' && new URL(url).origin === location.origin;
  const source = own ? url : URL.createObjectURL(new Blob([importing(url)], { type: 'text/javascript' }));
  return new Worker(trustedScriptUrl(source), { type: 'module', name: WORKER_NAME });
}

/**
 * A worker that imports `url`, by a call: what a worker imports by statement falls under `worker-src`, where
 * only `blob:` may stand. Messages that come before it is there are held, and a failure is the worker's.
 */
const importing = (url: string) => `
const held = [];
const hold = (event) => held.push(event.data);
addEventListener('message', hold);
import(${JSON.stringify(url)}).then(() => {
  removeEventListener('message', hold);
  for (const data of held) dispatchEvent(new MessageEvent('message', { data }));
}).catch((error) => setTimeout(() => { throw error; }));
`;
