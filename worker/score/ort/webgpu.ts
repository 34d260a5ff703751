import { integrity } from 'virtual:ort';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { OrtModule } from './contract.ts';
import { serveOrt } from './serve.ts';
import { WORKER_NAME } from './start.ts';
import { listStarts } from './starts.ts';

/** `dist/ort-webgpu.js`, beside `dist/ort.js`. It is loaded only where the site asks for WebGPU. */
export const createStarts: OrtModule['createStarts'] = (options) => {
  const url = new URL('ort-webgpu.wasm', options.ortUrl).href;
  const files = [{ cache: 'tellsign-ort-webgpu', url, integrity: integrity['ort-webgpu.wasm'] }];
  return listStarts({ url: import.meta.url, files }, options);
};

if (self.name === WORKER_NAME) serveOrt({ env, InferenceSession, Tensor });
