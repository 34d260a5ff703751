import type { OrtResult, WasmFile } from './contract.ts';

/**
 * The file's bytes: from the Cache API where it is kept under its hash, else fetched with integrity and kept.
 * Where there is no such cache (private windows, plain http) or no room, the network alone serves. Never
 * rejects.
 */
export async function fetchWasm(file: WasmFile, keep: boolean): Promise<OrtResult<ArrayBuffer>> {
  const cache = keep ? await openCache(file.cache) : null;
  const key = keyOf(file);
  const kept = await cache?.match(key).then(bytesOf, () => null);
  if (kept && (await matches(kept, file.integrity))) return { ok: true, value: kept };
  try {
    const { url, integrity } = file;
    const response = await fetch(url, { integrity, credentials: 'same-origin' });
    if (!response.ok) return { ok: false, code: 'ort_fetch', detail: `HTTP ${response.status}` };
    const bytes = await response.arrayBuffer();
    if (cache) await store(cache, key, bytes);
    return { ok: true, value: bytes };
  } catch (error) {
    return { ok: false, code: 'ort_fetch', detail: String(error) };
  }
}

function keyOf({ url, integrity }: WasmFile): string {
  const key = new URL(url);
  key.searchParams.set('integrity', integrity);
  return key.href;
}

async function openCache(name: string): Promise<Cache | null> {
  try {
    return await caches.open(name);
  } catch {
    return null;
  }
}

const bytesOf = async (response: Response | undefined): Promise<ArrayBuffer | null> =>
  response ? response.arrayBuffer() : null;

/** Whether the bytes have the hash. A cached copy may be cut short, or somebody else may have written it. */
async function matches(bytes: ArrayBuffer, integrity: string): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
  return integrity === `sha384-${btoa(String.fromCharCode(...digest))}`;
}

/**
 * Keeps the file and drops what other versions left. If the disk is full, the file is used without being
 * kept.
 */
async function store(cache: Cache, key: string, bytes: ArrayBuffer): Promise<void> {
  try {
    for (const { url } of await cache.keys()) if (url !== key) await cache.delete(url);
    await cache.put(key, new Response(bytes));
  } catch {
    // Not kept: the next page fetches it again.
  }
}
