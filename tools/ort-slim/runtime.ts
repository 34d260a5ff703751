import { pathToFileURL } from 'node:url';

type Ort = typeof import('onnxruntime-web/wasm');

/** The package's own module, with a runtime that nobody has started yet. */
const BUNDLE = pathToFileURL('node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs').href;

export interface Fresh {
  readonly ort: Ort;
  /** Exports of the WebAssembly, once it runs. */
  exports(): WebAssembly.Exports;
}

let count = 0;

/**
 * A fresh runtime on a compiled file. `prepare` sees the memory as the file lays it out, before anything
 * runs. One at a time: what the bundle calls is a global.
 */
export async function freshRuntime(
  compiled: WebAssembly.Module,
  prepare: (memory: ArrayBufferLike) => void = () => {},
): Promise<Fresh> {
  let exports: WebAssembly.Exports = {};
  const instantiate = async (_bytes: BufferSource, imports: WebAssembly.Imports) => {
    const instance = new WebAssembly.Instance(compiled, imports);
    exports = instance.exports;
    const memory = Object.values(imports.a ?? {}).find((value) => value instanceof WebAssembly.Memory);
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('no memory among the imports');
    prepare(memory.buffer);
    return { instance, module: compiled };
  };
  Object.assign(WebAssembly, { instantiate });
  count += 1;
  const ort = (await import(`${BUNDLE}?${count}`)) as Ort;
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = new Uint8Array(1);
  ort.env.logLevel = 'fatal';
  return { ort, exports: () => exports };
}
