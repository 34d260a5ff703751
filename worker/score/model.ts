import type { ModelCode, Settings } from '../../src/contract/model.ts';
import type { ReleaseCode } from '../../src/contract/release.ts';
import type { Result } from '../../src/contract/result.ts';
import type { Degraded } from '../../src/contract/verdict.ts';
import { createExact } from '../../src/scoring/exact.ts';
import { createModel, type Model } from '../../src/scoring/model.ts';
import { readWeights } from '../../src/scoring/weights.ts';

/** A model that the worker scores with. */
export interface WorkerModel extends Model {
  /** Fetches the same network as an ONNX file. Absent for the shipped model, which `ort.js` contains. */
  readonly fetchOnnx?: OpenableModel['fetchOnnx'];
  /** See `OpenableModel`. */
  readonly admit?: OpenableModel['admit'];
  /** Why it scores in the place of the site's own model. */
  readonly degraded?: readonly Degraded[];
}

/** A model as the build puts it inside the worker, or as a site delivers it. */
export interface OpenableModel {
  /** The verdict's `mdl`. */
  readonly id: string;
  readonly settings: Settings;
  readonly weights: Uint8Array;
  readonly fetchOnnx?: () => Promise<Result<Uint8Array, ModelCode>>;
  /**
   * Whether the browser has seen no release that forbids this one; it remembers this one's floor. Reads and
   * writes IndexedDB. Absent for the shipped model. Never rejects.
   */
  readonly admit?: () => Promise<Result<null, ReleaseCode>>;
}

/** A site's own model, or why there is none. A list of keys that came all the same can still be admitted. */
export type OwnModel =
  | { readonly ok: true; readonly value: OpenableModel }
  | {
      readonly ok: false;
      readonly code: ReleaseCode;
      readonly detail?: string;
      readonly admit?: OpenableModel['admit'];
    };

export function openModel({
  id,
  settings,
  weights,
  ...rest
}: OpenableModel): Result<WorkerModel, 'model_malformed'> {
  const read = readWeights(weights);
  if (!read.ok) return read;
  return {
    ok: true,
    value: { ...createModel(id, settings, createExact(read.value)), ...rest },
  };
}
