import { integrity } from 'virtual:ort';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
import type { OrtOptions } from './contract.ts';
import { createEngine } from './engine.ts';
import { serveOrt } from './serve.ts';
import { WORKER_NAME } from './start.ts';

/** `dist/ort-webgpu.js`, beside `dist/ort.js`; loaded only where the site asks for WebGPU. */
export const createOrt = (options: OrtOptions) => createEngine({ url: import.meta.url, files }, options);

const files = ({ ortUrl }: OrtOptions) => [
  {
    cache: 'tellsign-ort-webgpu',
    url: new URL('ort-webgpu.wasm', ortUrl).href,
    integrity: integrity['ort-webgpu.wasm'],
  },
];

if (self.name === WORKER_NAME) serveOrt({ env, InferenceSession, Tensor });
