export type { Release, ReleaseCode, ReleaseFile, ReleasePolicy } from '../../contract/release.ts';
export { loadCompiled as loadModel } from './load-compiled.ts';
export { loadRelease } from './load-release.ts';
export type { Model } from './model.ts';
export type { ReleasedModel, ReleaseOptions } from './release.ts';
export { type ModelFile, model } from './shipped.ts';
