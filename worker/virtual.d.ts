declare module 'virtual:ort' {
  /** `sha384-…` of the built WebAssembly files, by name. */
  export const integrity: Readonly<Record<'ort.wasm' | 'ort-full.wasm' | 'ort-webgpu.wasm', string>>;
}

declare module 'virtual:model' {
  /** `mdl` of the shipped model. */
  export const id: string;
  export const settings: import('../src/contract/model.ts').Settings;
  /** `model/tellsign.weights` in base64url. */
  export const weights: string;
  /** `model/tellsign.onnx` in base64url. */
  export const onnx: string;
}
