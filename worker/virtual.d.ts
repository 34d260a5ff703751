declare module 'virtual:ort' {
  /** `sha384-…` of the built WebAssembly files, by name. */
  export const integrity: Readonly<Record<'ort.wasm' | 'ort-full.wasm' | 'ort-webgpu.wasm', string>>;
}
