import type { ModelCode, Pin } from '../../src/contract/model.ts';
import type { Result } from '../../src/contract/result.ts';
import { sha256, toHex } from '../../src/scoring/model.ts';
import { readBody } from '../body.ts';
import { within } from '../deadline.ts';

export type Fetch = typeof globalThis.fetch;
type Bytes = Uint8Array<ArrayBuffer>;

/** Time for one file, ms. Chosen: a file of 256 KiB takes 1.3 s on fast 3G; ten times that is a stall. */
const TIMEOUT_MS = 15_000;
/**
 * Time for the cache alone, ms, then the network is tried: a copy that another request is still writing can
 * block the cache. Chosen: five round trips of fast 3G (563 ms in DevTools' preset).
 */
const CACHE_MS = 3_000;
/** Longest file, bytes: as long as the ONNX reader accepts. */
const MAX_BYTES = 256 * 1024;

/**
 * The bytes of a file, only if it has the length and hash that the pin gives. Never rejects.
 * `model_unavailable` means that the fetch failed and may be tried again; `model_hash` means that the file
 * itself is another.
 */
export async function fetchPinned(url: string, pin: Pin, fetch: Fetch): Promise<Result<Bytes, ModelCode>> {
  const get = async (cache: RequestCache, signal: AbortSignal) => {
    const file = await fetchOnce(url, { fetch, cache, signal, maxBytes: pin.bytes });
    return file.ok ? check(file.value, pin) : file;
  };
  return withDeadline(async (signal) => {
    // A cached copy with the right hash is as good as new and saves a round trip. Another may be of an older
    // release.
    const kept = await within(get('force-cache', signal), CACHE_MS, unavailable);
    return kept.ok ? kept : get('reload', signal);
  });
}

/**
 * The bytes of a file without a pin, from the server even if it is cached. Never rejects.
 */
export const fetchFresh = (url: string, fetch: Fetch): Promise<Result<Bytes, ModelCode>> =>
  withDeadline((signal) => fetchOnce(url, { fetch, cache: 'no-cache', signal, maxBytes: MAX_BYTES }));

async function withDeadline(
  run: (signal: AbortSignal) => Promise<Result<Bytes, ModelCode>>,
): Promise<Result<Bytes, ModelCode>> {
  const abort = new AbortController();
  const result = await within(run(abort.signal), TIMEOUT_MS, unavailable);
  abort.abort();
  return result;
}

interface Request {
  readonly fetch: Fetch;
  readonly cache: RequestCache;
  readonly signal: AbortSignal;
  readonly maxBytes: number;
}

async function fetchOnce(
  url: string,
  { fetch, cache, signal, maxBytes }: Request,
): Promise<Result<Bytes, ModelCode>> {
  const response = await fetch(url, { credentials: 'same-origin', cache, signal });
  if (!response.ok) return unavailable(`HTTP ${response.status}`);
  const bytes = await readBody(response, Math.min(maxBytes, MAX_BYTES));
  // A file that is too long was not read to its end.
  return bytes ? { ok: true, value: bytes } : { ok: false, code: 'model_hash', detail: 'too long' };
}

async function check(bytes: Bytes, pin: Pin): Promise<Result<Bytes, ModelCode>> {
  const digest = await sha256(bytes);
  if (!digest) return unavailable('no WebCrypto');
  return toHex(digest) === pin.sha256 ? { ok: true, value: bytes } : { ok: false, code: 'model_hash' };
}

function unavailable(cause?: unknown) {
  const detail = cause === undefined ? 'timeout' : String(cause);
  return { ok: false, code: 'model_unavailable', detail } as const;
}
