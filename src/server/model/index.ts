export { loadModel } from './load.ts';
export type { Model } from './model.ts';
export { type ModelFile, model } from './shipped.ts';
