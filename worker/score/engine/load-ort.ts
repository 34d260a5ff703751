import type { OrtModule, OrtOptions, OrtResult, OrtStart } from '../ort/contract.ts';

/** Loads the module that runs onnxruntime-web. Never rejects. */
export async function loadOrt(options: OrtOptions): Promise<OrtResult<readonly OrtStart[]>> {
  const { ortUrl, ortIntegrity } = options;
  try {
    const url = ortIntegrity ? await fetchHeld(ortUrl, ortIntegrity) : ortUrl;
    return ((await import(/* @vite-ignore */ url)) as OrtModule).createStarts(options);
  } catch (error) {
    // There is no such file, or an error page in its place.
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
}

/**
 * An `import` cannot ask for a hash. The file is fetched with it and then imported from a blob, which nobody
 * can change.
 */
async function fetchHeld(url: string, integrity: string): Promise<string> {
  const response = await fetch(url, { integrity });
  return URL.createObjectURL(await response.blob());
}
