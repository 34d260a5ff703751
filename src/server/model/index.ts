export { loadCompiled as loadModel } from './load-compiled.ts';
export type { Model } from './model.ts';
export { type ModelFile, model } from './shipped.ts';
