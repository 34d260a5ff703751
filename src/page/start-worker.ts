import { BUILD } from '../contract/build.ts';
import { trustedScriptUrl } from '../contract/trusted-types.ts';
import type { Settings } from './options.ts';

/** The part of a `Worker` that is used. */
export interface WorkerLike extends EventTarget {
  postMessage(message: unknown, transfer?: Transferable[]): void;
  terminate(): void;
}

/**
 * A blob's address lives this long, ms. Chosen: reading it takes a moment, and early removal breaks the
 * start.
 */
const BLOB_MS = 10_000;

const blobOf = (text: string): string => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));

/**
 * Starts the worker: from its text when that is built in, from its file on the page's own origin, else – or
 * to hold it to a hash – fetched and started from a blob. From the second attempt on the file has an address
 * that no cache knows. In an isolated page every other attempt uses a blob: it has the page's embedder
 * policy, for which the file needs a header.
 *
 * @throws if the page's CSP, the network or the browser refuses, or the hash differs
 */
export async function startWorker(
  {
    workerUrl = '',
    workerText,
    workerIntegrity: integrity = '',
  }: Pick<Settings, 'workerUrl' | 'workerText' | 'workerIntegrity'>,
  attempt: number,
): Promise<WorkerLike> {
  let source = workerText;
  const url = attempt > 0 ? pastCaches(workerUrl) : workerUrl;
  const isPoliced = self.crossOriginIsolated && attempt % 2 === 1;
  // A sandboxed frame has an address but no origin; a blob's origin is the page's.
  if (source === undefined && (integrity || isPoliced || new URL(url).origin !== self.origin)) {
    const response = await fetch(url, { integrity });
    if (!response.ok) throw new Error(`worker ${response.status}`);
    source = await response.text();
  }
  const address = source === undefined ? url : blobOf(source);
  try {
    // A classic script: in a frame of opaque origin Chromium refuses modules from blobs.
    return new Worker(trustedScriptUrl(address), { name: 'tellsign' });
  } finally {
    if (source !== undefined) setTimeout(() => URL.revokeObjectURL(address), BLOB_MS);
  }
}

/** The file's address with the page's build in its query; a blob's address can have none. */
const pastCaches = (url: string): string =>
  url.startsWith('http') ? `${url}${url.includes('?') ? '&' : '?'}build=${BUILD}` : url;
