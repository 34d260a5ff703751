import type { Model } from '../server/model/index.ts';
import type { ServerModel } from './command.ts';

/** The model that the package brings. It is read only when a command wants it. */
export async function loadShippedModel(): Promise<Model> {
  const { loadModel, model } = await import('../server/model/index.ts');
  const loaded = await loadModel(model.bytes, model.manifest);
  if (!loaded.ok) throw new Error(loaded.code);
  return loaded.value;
}

/** What opens a site's own models. It is read only when a command wants it. */
export const loadServerModel = (): Promise<ServerModel> => import('../server/model/index.ts');
