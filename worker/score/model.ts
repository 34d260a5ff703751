import type { ModelCode, Pin, Pinned } from '../../src/contract/model.ts';
import type { Result } from '../../src/contract/result.ts';
import { createModel, type Model, sha256 } from '../../src/scoring/model.ts';
import { readWeights } from '../../src/scoring/weights.ts';
import { encodeBase64url } from '../../src/wire/base64url.ts';
import { readBody } from '../body.ts';
import { within } from '../deadline.ts';

type Fetch = typeof globalThis.fetch;

export interface ModelSource {
  readonly fetch: Fetch;
  readonly pinned: Pinned;
}

/** Fetches the weights file and makes the model of it. Never rejects; codes as in `fetchPinned`. */
export async function fetchModel(
  url: string,
  { fetch, pinned }: ModelSource,
): Promise<Result<Model, ModelCode>> {
  const file = await fetchPinned(url, pinned.weights, fetch);
  const read = file.ok ? readWeights(file.value) : file;
  return read.ok ? { ok: true, value: createModel(pinned.id, pinned, read.value) } : read;
}

const TIMEOUT_MS = 15_000;
/**
 * What the cache has not given by then, ms, is asked of the network: a copy that another request is still writing can keep this one
 * waiting. Five round trips of fast 3G (563 ms in DevTools' preset).
 */
const CACHE_MS = 3_000;

/**
 * A file's bytes, only when it is the file that was pinned. Never rejects. A failure to fetch is `model_unavailable` and worth another try;
 * any other code says that the file itself is wrong.
 */
export async function fetchPinned(
  url: string,
  pin: Pin,
  fetch: Fetch,
): Promise<Result<Uint8Array<ArrayBuffer>, ModelCode>> {
  const abort = new AbortController();
  const get = (cache: RequestCache) => fetchAndCheck(url, pin, { fetch, cache, signal: abort.signal });
  // Held to its hash, a copy of any age is as good as new and saves a round trip; one of another hash may be of an older release.
  const getEither = async () => {
    const kept = await within(get('force-cache'), CACHE_MS, unavailable);
    return kept.ok ? kept : get('reload');
  };
  const result = await within(getEither(), TIMEOUT_MS, unavailable);
  abort.abort();
  return result;
}

async function fetchAndCheck(
  url: string,
  pin: Pin,
  { fetch, ...init }: { readonly fetch: Fetch } & Pick<RequestInit, 'cache' | 'signal'>,
): Promise<Result<Uint8Array<ArrayBuffer>, ModelCode>> {
  const response = await fetch(url, { credentials: 'same-origin', ...init });
  if (!response.ok) return unavailable(`HTTP ${response.status}`);
  const bytes = await readBody(response, pin.bytes);
  const digest = bytes && (await sha256(bytes));
  if (bytes && !digest) return unavailable('no WebCrypto');
  // Longer than the pinned file, it was not read to its end.
  if (!digest || encodeBase64url(digest) !== pin.sha256) return { ok: false, code: 'model_hash' };
  return { ok: true, value: bytes };
}

function unavailable(cause?: unknown): {
  readonly ok: false;
  readonly code: 'model_unavailable';
  readonly detail: string;
} {
  return { ok: false, code: 'model_unavailable', detail: cause === undefined ? 'timeout' : String(cause) };
}
