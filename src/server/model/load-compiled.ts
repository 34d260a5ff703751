import { kernel } from 'virtual:kernel';
import type { ModelCode } from '../../contract/model.ts';
import type { Result } from '../../contract/result.ts';
import { decodeBase64url } from '../../wire/base64url.ts';
import { createCompiled } from './compiled.ts';
import type { ModelBytes } from './copy-bytes.ts';
import { loadModel } from './load.ts';
import type { Model } from './model.ts';

/**
 * Accepts a model file only if it is the one its manifest names, holds the graph the SDK runs, and fits this
 * build's features. Never throws. Reasons come from WebAssembly where the platform allows it.
 * @param bytes the ONNX file: an `ArrayBuffer` or a view of one; it is copied
 * @example const loaded = await loadModel(model.bytes, model.manifest);
 */
export async function loadCompiled(bytes: ModelBytes, manifest: unknown): Promise<Result<Model, ModelCode>> {
  const kernelBytes = decodeBase64url(kernel) ?? new Uint8Array();
  return loadModel(bytes, manifest, { createEngine: (sliced) => createCompiled(sliced, kernelBytes) });
}
