import type { Manifest, ModelCode } from '../contract/model.ts';
import type { Result } from '../contract/result.ts';
import { FEATURES, GROUP_NAMES, MEMBERS } from '../contract/schema.ts';
import { encodeBase64url } from '../wire/base64url.ts';
import type { ExactEngine } from './engine.ts';
import { createExact } from './exact.ts';
import { readManifest } from './manifest.ts';
import { inputWidth, type Network, outputScale, outputWidth } from './network.ts';
import { readOnnx } from './onnx.ts';
import { encodeEmpty } from './row.ts';
import { sliceNetwork } from './slice.ts';

export interface Model {
  /** First 16 bytes of the file's SHA-256 in base64url: the verdict's `mdl`. */
  readonly id: string;
  readonly manifest: Manifest;
  readonly network: Network;
  readonly exact: ExactEngine;
  /** Each group's output when all its features are missing. */
  readonly empty: Uint8Array;
}

/**
 * Accepts a model file only if it is the one its manifest names (length and SHA-256), holds the graph the SDK runs, fits the feature schema
 * and keeps the groups apart. Never throws; a file that is cut or changed is `model_hash`.
 */
export async function loadModel(bytes: Uint8Array, manifest: unknown): Promise<Result<Model, ModelCode>> {
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
  const network = read.value;
  const misfit = findMisfit(network, expected);
  if (misfit) return { ok: false, code: 'model_unsupported', detail: misfit };
  const exact = createExact(network);
  const empty = exact.run(encodeEmpty(FEATURES.length), 1);
  return {
    ok: true,
    value: { id: encodeBase64url(digest.subarray(0, 16)), manifest: expected, network, exact, empty },
  };
}

/** Why a network does not fit the schema or the manifest, or null. */
function findMisfit(network: Network, manifest: Manifest): string | null {
  if (inputWidth(network) !== 2 * FEATURES.length) return 'columns of x';
  if (outputWidth(network) !== GROUP_NAMES.length) return 'columns of y';
  if (outputScale(network) !== manifest.logitScale) return 'logitScale';
  // An honest explanation needs groups that do not mix: a group's output may see its own features' columns only.
  const mixed = GROUP_NAMES.find((group, index) => {
    const reached = sliceNetwork(network, index)[0]?.inputs ?? [];
    return reached.some((column) => !MEMBERS[group].includes(column % FEATURES.length));
  });
  return mixed ? `group ${mixed} sees other groups` : null;
}

/** Null where the browser offers no WebCrypto: outside secure contexts. */
async function sha256(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
  } catch {
    return null;
  }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
