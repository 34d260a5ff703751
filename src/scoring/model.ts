import { FEATURES, GROUP_NAMES, MEMBERS } from '../contract/features/index.ts';
import type { Manifest, ModelCode, Settings } from '../contract/model.ts';
import type { Result } from '../contract/result.ts';
import { encodeBase64url } from '../wire/base64url.ts';
import type { ExactEngine } from './engine.ts';
import { createExact } from './exact.ts';
import { readManifest } from './manifest.ts';
import { outputScale } from './network.ts';
import { readOnnx } from './onnx.ts';
import { encodeEmpty } from './row.ts';
import { createShapley, type Shapley } from './shapley.ts';
import { type Sliced, sliceNetwork } from './slice.ts';

export interface Model<S extends Settings = Settings> {
  /** First 16 bytes of the ONNX file's SHA-256 in base64url: the verdict's `mdl`. */
  readonly id: string;
  readonly manifest: S;
  readonly exact: ExactEngine;
  /** Each group's output when all its features are missing. */
  readonly empty: Uint8Array;
  /** Shapley values of a game among a group's features. */
  readonly shapley: Shapley;
}

const MOST_PLAYERS = Math.max(...GROUP_NAMES.map((group) => MEMBERS[group].length));

/** A model from its parts, which are sound. */
export function createModel<S extends Settings>(id: string, manifest: S, exact: ExactEngine): Model<S> {
  return {
    id,
    manifest,
    exact,
    empty: exact.run(encodeEmpty(FEATURES.length), 1),
    shapley: createShapley(MOST_PLAYERS),
  };
}

export interface LoadOptions {
  /** Makes the engine whose integers count. @default the reference engine */
  readonly createEngine?: (sliced: Sliced) => ExactEngine;
}

/**
 * Accepts a model file only if it is the one its manifest names (length and SHA-256), holds the graph the SDK
 * runs, fits the feature schema and keeps the groups apart. Never throws; a file that is cut or changed is
 * `model_hash`.
 */
export async function loadModel(
  bytes: Uint8Array,
  manifest: unknown,
  { createEngine = createExact }: LoadOptions = {},
): Promise<Result<Model<Manifest>, ModelCode>> {
  const checked = readManifest(manifest);
  if (!checked.ok) return checked;
  const expected = checked.value;
  if (bytes.length !== expected.bytes)
    return { ok: false, code: 'model_hash', detail: `${bytes.length} bytes` };
  const digest = await sha256(bytes);
  if (!digest) return { ok: false, code: 'model_unavailable', detail: 'no WebCrypto' };
  if (toHex(digest) !== expected.sha256) return { ok: false, code: 'model_hash' };

  const read = readOnnx(bytes);
  if (!read.ok) return read;
  const sliced = sliceNetwork(read.value);
  const misfit = findMisfit(sliced, outputScale(read.value) !== expected.logitScale);
  if (misfit) return { ok: false, code: 'model_unsupported', detail: misfit };
  return {
    ok: true,
    value: createModel(encodeBase64url(digest.subarray(0, 16)), expected, createEngine(sliced)),
  };
}

/** Why a network does not fit the schema or the manifest, or null. */
function findMisfit({ width, slices }: Sliced, scaledOtherwise: boolean): string | null {
  if (width !== 2 * FEATURES.length) return 'columns of x';
  if (slices.length !== GROUP_NAMES.length) return 'columns of y';
  if (scaledOtherwise) return 'logitScale';
  // An honest explanation needs groups that do not mix: a group's output may see its own features' columns
  // only.
  const mixed = GROUP_NAMES.find((group, index) =>
    slices[index]?.columns.some((column) => !MEMBERS[group].includes(column % FEATURES.length)),
  );
  return mixed ? `group ${mixed} sees other groups` : null;
}

/** Null where the browser offers no WebCrypto: outside secure contexts. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  } catch {
    return null;
  }
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
