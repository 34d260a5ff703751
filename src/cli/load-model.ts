import type { Model } from '../server/model/index.ts';

/** The model that the package brings. It is read only when a command wants it. */
export async function loadShippedModel(): Promise<Model> {
  const { loadModel, model } = await import('../server/model/index.ts');
  const loaded = await loadModel(model.bytes, model.manifest);
  if (!loaded.ok) throw new Error(loaded.code);
  return loaded.value;
}
