import { integrity } from 'virtual:ort';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import type { OrtOptions } from './contract.ts';
import { createEngine } from './engine.ts';
import { serveOrt } from './serve.ts';
import { WORKER_NAME } from './start.ts';

/** `dist/ort.js`. Only `/wasm`: the default entry is wrong for int8 (microsoft/onnxruntime#32578). */
export const createOrt = (options: OrtOptions) => createEngine({ url: import.meta.url, files }, options);

const files = ({ ortWasmUrl }: OrtOptions) => [
  { cache: 'tellsign-ort', url: ortWasmUrl, integrity: integrity['ort.wasm'] },
  {
    cache: 'tellsign-ort-full',
    url: new URL('ort-full.wasm', ortWasmUrl).href,
    integrity: integrity['ort-full.wasm'],
  },
];

// The same file is the worker in which the runtime lives.
if (self.name === WORKER_NAME) serveOrt({ env, InferenceSession, Tensor });
