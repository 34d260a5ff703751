import type { ModelCode } from '../../contract/model.ts';
import type { Result } from '../../contract/result.ts';
import type { Model } from './model.ts';

/**
 * Accepts a model file only if it is the one its manifest names, holds the graph the SDK runs, and fits this build's features. Never
 * throws. The reader, the arithmetic and the reasons' sentences come with the first call.
 *
 * @example const model = await loadModel(await readFile('model.onnx'), JSON.parse(await readFile('manifest.json', 'utf8')));
 */
export async function loadModel(bytes: Uint8Array, manifest: unknown): Promise<Result<Model, ModelCode>> {
  const { loadModel: load } = await import('./model.ts');
  return load(bytes, manifest);
}
