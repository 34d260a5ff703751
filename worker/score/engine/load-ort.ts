import type { AnalystConfig } from '../../../src/contract/analyst.ts';
import { STROKE_TREES } from '../../features/stroke/trees-data.ts';
import type { OwnModel } from '../model.ts';
import type { OrtModule, OrtOptions, OrtResult, OrtStart } from '../ort/contract.ts';

/** Loads the module that runs onnxruntime-web. Never rejects. */
export async function loadOrt(options: OrtOptions): Promise<OrtResult<readonly OrtStart[]>> {
  try {
    return (await load(options)).createStarts(options);
  } catch (error) {
    // The file is missing, or the server sent an error page instead.
    return { ok: false, code: 'ort_unavailable', detail: String(error) };
  }
}

/**
 * Fetches a site's own model. What checks its signature is in the same module, because few sites need it.
 * Never rejects.
 */
export async function loadOwn({ modelUrl = '', ...config }: AnalystConfig): Promise<OwnModel> {
  try {
    const { fetchOwn } = await load(config);
    return await fetchOwn(modelUrl, { fetch, now: Date.now() / 1000, trees: STROKE_TREES });
  } catch (error) {
    return { ok: false, code: 'model_unavailable', detail: String(error) };
  }
}

type Source = Partial<Pick<OrtOptions, 'ortUrl' | 'ortIntegrity'>>;

async function load({ ortUrl = '', ortIntegrity }: Source): Promise<OrtModule> {
  const url = ortIntegrity ? await fetchVerified(ortUrl, ortIntegrity) : ortUrl;
  return import(/* @vite-ignore */ url);
}

/**
 * The address of a blob with the file, whose hash was checked: `import()` takes no hash, and nobody can
 * change a blob.
 */
async function fetchVerified(url: string, integrity: string): Promise<string> {
  const response = await fetch(url, { integrity });
  return URL.createObjectURL(await response.blob());
}
