import { manifest, onnx } from 'virtual:model';
import type { Manifest } from '../../contract/model.ts';
import { decodeBase64url } from '../../wire/base64url.ts';

/** A model file and its manifest, as `loadModel` takes them. */
export interface ModelFile {
  /** The ONNX file. Every access decodes it anew. */
  readonly bytes: Uint8Array;
  readonly manifest: Manifest;
}

/**
 * The model that this version of the page scripts scores with, as a module: no file to find and no path to
 * give.
 *
 * @example const loaded = await loadModel(model.bytes, model.manifest);
 */
export const model: ModelFile = {
  get bytes() {
    return decodeBase64url(onnx) ?? new Uint8Array();
  },
  manifest,
};
