import type { OrtModule, OrtOptions, OrtResult, OrtStart } from '../ort/contract.ts';

/** Loads the module that runs onnxruntime-web. Never rejects. */
export async function loadOrt(options: OrtOptions): Promise<OrtResult<readonly OrtStart[]>> {
  const { ortUrl, ortIntegrity } = options;
  try {
    const url = ortIntegrity ? await fetchVerified(ortUrl, ortIntegrity) : ortUrl;
    return ((await import(/* @vite-ignore */ url)) as OrtModule).createStarts(options);
  } catch (error) {
    // The file is missing, or the server sent an error page instead.
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
}

/**
 * The address of a blob with the file, whose hash was checked: `import()` takes no hash, and nobody can
 * change a blob.
 */
async function fetchVerified(url: string, integrity: string): Promise<string> {
  const response = await fetch(url, { integrity });
  return URL.createObjectURL(await response.blob());
}
