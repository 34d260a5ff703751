import type { ModelCode } from '../../contract/model.ts';
import type { Result } from '../../contract/result.ts';
import type { LoadOptions } from '../../scoring/model.ts';
import { copyBytes, type ModelBytes } from './copy-bytes.ts';
import { loadModel as load, type Model } from './model.ts';

/**
 * Accepts a model file only if it is the one its manifest names, contains the graph that the SDK runs, and
 * fits this build's features. Never throws.
 * @param bytes the ONNX file: an `ArrayBuffer` or a view of one; it is copied
 * @example const loaded = await loadModel(model.bytes, model.manifest);
 */
export async function loadModel(
  bytes: ModelBytes,
  manifest: unknown,
  options: LoadOptions = {},
): Promise<Result<Model, ModelCode>> {
  const copy = copyBytes(bytes);
  if (!copy) return { ok: false, code: 'model_malformed', detail: 'bytes' };
  return load(copy, manifest, options);
}
