import type { Manifest, ModelCode, Settings } from '../../src/contract/model.ts';
import type { Result } from '../../src/contract/result.ts';
import { createExact } from '../../src/scoring/exact.ts';
import { readManifest } from '../../src/scoring/manifest.ts';
import { createModel, type Model } from '../../src/scoring/model.ts';
import { readWeights } from '../../src/scoring/weights.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { type Fetch, fetchFresh, fetchPinned } from './fetch-pinned.ts';

/** A model that the worker scores with. */
export interface WorkerModel extends Model {
  /** Fetches the same network as an ONNX file. Absent for the shipped model, which `ort.js` contains. */
  readonly fetchOnnx?: () => Promise<Result<Uint8Array, ModelCode>>;
}

/** The model that the build puts inside the worker. */
export interface ShippedModel {
  /** The verdict's `mdl`. */
  readonly id: string;
  readonly settings: Settings;
  readonly weights: Uint8Array;
}

export function openShipped({ id, settings, weights }: ShippedModel): Result<WorkerModel, ModelCode> {
  const read = readWeights(weights);
  return read.ok ? { ok: true, value: createModel(id, settings, createExact(read.value)) } : read;
}

/**
 * A site's own model, from the manifest at `url` and the weights file that it names. Never rejects; codes as
 * in `readManifest`, `fetchPinned` and `readWeights`.
 */
export async function fetchModel(url: string, fetch: Fetch): Promise<Result<WorkerModel, ModelCode>> {
  const manifest = await fetchManifest(url, fetch);
  if (!manifest.ok) return manifest;
  const { weights, file, sha256 } = manifest.value;
  if (!weights) return { ok: false, code: 'model_unsupported', detail: 'manifest: no weights' };
  const addresses = resolve([weights.file, file], url);
  if (!addresses) return { ok: false, code: 'model_malformed', detail: 'manifest: file' };
  const [weightsUrl = '', onnxUrl = ''] = addresses;

  const bytes = await fetchPinned(weightsUrl, weights, fetch);
  const read = bytes.ok ? readWeights(bytes.value) : bytes;
  if (!read.ok) return read;
  const model = createModel(idOf(sha256), manifest.value, createExact(read.value));
  return { ok: true, value: { ...model, fetchOnnx: () => fetchPinned(onnxUrl, manifest.value, fetch) } };
}

async function fetchManifest(url: string, fetch: Fetch): Promise<Result<Manifest, ModelCode>> {
  const file = await fetchFresh(url, fetch);
  if (!file.ok) return file;
  try {
    return readManifest(JSON.parse(new TextDecoder().decode(file.value)));
  } catch {
    return { ok: false, code: 'model_malformed', detail: 'manifest' };
  }
}

function resolve(files: readonly string[], base: string): readonly string[] | null {
  try {
    return files.map((file) => new URL(file, base).href);
  } catch {
    return null;
  }
}

/** A model's id: the first 16 bytes of its file's SHA-256. */
function idOf(sha256: string): string {
  const bytes = Array.from({ length: 16 }, (_, at) => Number.parseInt(sha256.slice(2 * at, 2 * at + 2), 16));
  return encodeBase64url(Uint8Array.from(bytes));
}
