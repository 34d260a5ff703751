import { integrity } from 'virtual:ort';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { OrtModule } from './contract.ts';
import { serveOrt } from './serve.ts';
import { WORKER_NAME } from './start.ts';
import { listStarts } from './starts.ts';

export { fetchOwn } from '../own/fetch-own.ts';

/** `dist/ort.js`. Only `/wasm`: the default entry is wrong for int8 (microsoft/onnxruntime#32578). */
export const createStarts: OrtModule['createStarts'] = (options) => {
  const { ortWasmUrl, ortFullWasmUrl } = options;
  const slim = { cache: 'tellsign-ort', url: ortWasmUrl, integrity: integrity['ort.wasm'] };
  const full = ortFullWasmUrl && {
    cache: 'tellsign-ort-full',
    url: ortFullWasmUrl,
    integrity: integrity['ort-full.wasm'],
  };
  return listStarts({ url: import.meta.url, files: full ? [slim, full] : [slim] }, options);
};

// The same file is the worker in which the runtime lives.
if (self.name === WORKER_NAME) serveOrt({ env, InferenceSession, Tensor });
