import { integrity } from 'virtual:ort';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { OrtModule } from './contract.ts';
import { serveOrt } from './serve.ts';
import { WORKER_NAME } from './start.ts';
import { listStarts } from './starts.ts';

export { fetchOwn } from '../own/fetch-own.ts';

/**
 * `ort-webgpu.js` of `tellsign-ort`. It is loaded only where the site asks for WebGPU and says where the file
 * is.
 */
export const createStarts: OrtModule['createStarts'] = (options) => {
  const url = options.ortWasmUrl;
  const files = [{ cache: 'tellsign-ort-webgpu', url, integrity: integrity['ort-webgpu.wasm'] }];
  return listStarts({ url: import.meta.url, files }, options);
};

if (self.name === WORKER_NAME) serveOrt({ env, InferenceSession, Tensor });
