import type { ModelCode } from '../src/contract/model.ts';
import type { Result } from '../src/contract/result.ts';
import { readManifest } from '../src/scoring/manifest.ts';
import { loadModel, type Model } from '../src/scoring/model.ts';
import { readBody } from './body.ts';
import { within } from './deadline.ts';

/** A checked model, with the very bytes that were checked: nothing is fetched a second time for another engine. */
export interface LoadedModel {
  readonly model: Model;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ModelSource {
  readonly fetch: typeof globalThis.fetch;
  /** Compiled into the worker: it pins the file's size and SHA-256. Checked before use. */
  readonly manifest: unknown;
  readonly timeoutMs: number;
}

/**
 * Fetches the model and hands it over only when it is the file the manifest names. Never rejects. A failure to fetch is
 * `model_unavailable` and worth another try; any other code says that the file itself is wrong.
 */
export async function fetchModel(url: string, source: ModelSource): Promise<Result<LoadedModel, ModelCode>> {
  const abort = new AbortController();
  const result = await within(fetchAndCheck(url, source, abort.signal), source.timeoutMs, unavailable);
  abort.abort();
  return result;
}

async function fetchAndCheck(
  url: string,
  { fetch, manifest }: ModelSource,
  signal: AbortSignal,
): Promise<Result<LoadedModel, ModelCode>> {
  const pinned = readManifest(manifest);
  if (!pinned.ok) return pinned;
  const limit = pinned.value.bytes;
  const response = await fetch(url, { credentials: 'same-origin', signal });
  if (!response.ok) return unavailable(`HTTP ${response.status}`);
  const bytes = await readBody(response, limit);
  // Longer than the pinned file, so its hash cannot be the pinned one.
  if (!bytes) return { ok: false, code: 'model_hash', detail: `more than ${limit} bytes` };
  const loaded = await loadModel(bytes, pinned.value);
  return loaded.ok ? { ok: true, value: { model: loaded.value, bytes } } : loaded;
}

function unavailable(cause?: unknown): {
  readonly ok: false;
  readonly code: 'model_unavailable';
  readonly detail: string;
} {
  return { ok: false, code: 'model_unavailable', detail: cause === undefined ? 'timeout' : String(cause) };
}
