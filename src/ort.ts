/**
 * `tellsign-ort`: files of onnxruntime-web that few sites need, 41 MB. The functions give options for `load`.
 */

/** onnxruntime-web's own WebAssembly, used where the smaller file that tellsign ships fails. */
export const fullOrt = (): { readonly ortFullWasmUrl: string } => ({
  ortFullWasmUrl: new URL('./ort-full.wasm', import.meta.url).href,
});

/** onnxruntime-web on WebGPU. */
export const webgpu = (): {
  readonly engine: 'webgpu';
  readonly ortUrl: string;
  readonly ortWasmUrl: string;
} => ({
  engine: 'webgpu',
  ortUrl: new URL('./ort-webgpu.js', import.meta.url).href,
  ortWasmUrl: new URL('./ort-webgpu.wasm', import.meta.url).href,
});
