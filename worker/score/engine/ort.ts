import type { EngineDeps } from './engines.ts';

/** The module that `ort/wasm.ts` and `ort/webgpu.ts` become. */
type Chunk = Pick<EngineDeps, 'createOrt'>;

/** Loads onnxruntime-web's part of tellsign, which does the rest in a worker of its own. Never rejects. */
export const createOrt: EngineDeps['createOrt'] = async (options) => {
  const { ortUrl, ortIntegrity, backend } = options;
  try {
    const file = backend === 'webgpu' ? new URL('ort-webgpu.js', ortUrl).href : ortUrl;
    const url = ortIntegrity ? await held(file, ortIntegrity) : file;
    return await ((await import(/* @vite-ignore */ url)) as Chunk).createOrt(options);
  } catch (error) {
    // No such file, or a page in its place.
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
};

/** An `import` asks for no hash: what was held to one is run from where nobody can change it. */
async function held(url: string, integrity: string): Promise<string> {
  const response = await fetch(url, { integrity });
  return URL.createObjectURL(await response.blob());
}
