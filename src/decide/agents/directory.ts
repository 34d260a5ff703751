import { type KeySet, readKeys } from './keys.ts';
import type { SignatureLibrary } from './web-bot-auth.ts';

/** Where an agent publishes its keys, under its own origin. */
export const DIRECTORY_PATH = '/.well-known/http-message-signatures-directory';

/** Keys of an agent's directory; null where the directory cannot be had. */
export interface Directory {
  /** The keys that are known. Asks the directory where none are, or where this one is not among them. */
  keysFor(keyid: string): Promise<KeySet | null>;
  /** The keys that are known, without asking. */
  readonly known: KeySet | null;
  /** Asks the directory; why it failed, or null. */
  refresh(): Promise<string | null>;
}

export interface DirectoryOptions {
  /** The agent's origin, from the site's own list. */
  readonly origin: string;
  readonly library: SignatureLibrary;
  readonly fetch: typeof fetch;
  /** Clock in milliseconds. */
  readonly now: () => number;
}

/** Keys are asked for again after so long. Chosen: an agent that withdraws a key waits an hour. */
const FRESH_MS = 3_600_000;
/** Keys are used for so long where the directory is down. Chosen: a night, and no more. */
const STALE_MS = 24 * 3_600_000;
/** A directory is asked no more often: anybody can send a `keyid` that it does not have. Chosen. */
const PAUSE_MS = 60_000;
/** One answer takes no longer. Chosen: decisions do not wait for it. */
const TIMEOUT_MS = 3000;
/** Largest answer, bytes. Chosen: 100 RSA keys. */
const MAX_BYTES = 65_536;

export function createDirectory({ origin, library, fetch, now }: DirectoryOptions): Directory {
  const url = `${origin}${DIRECTORY_PATH}`;
  let keys: KeySet | null = null;
  let readMs = Number.NEGATIVE_INFINITY;
  let askedMs = Number.NEGATIVE_INFINITY;
  let running: Promise<string | null> | undefined;

  async function ask(): Promise<string | null> {
    askedMs = now();
    try {
      keys = await readKeys(await download(fetch, url), library);
      readMs = now();
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    }
  }

  function refresh(): Promise<string | null> {
    running ??= ask().finally(() => {
      running = undefined;
    });
    return running;
  }

  const held = (): KeySet | null => (now() - readMs < STALE_MS ? keys : null);

  return {
    refresh,
    get known() {
      return held();
    },
    async keysFor(keyid) {
      const isMissing = held()?.has(keyid) !== true;
      const isDue = isMissing || now() - readMs >= FRESH_MS;
      const isAllowed = now() - askedMs >= PAUSE_MS;
      const asked = isDue && (isAllowed || running) ? refresh() : null;
      // A key that is known is used while the directory is asked again.
      if (isMissing) await asked;
      return held();
    },
  };
}

/** The keys of a directory's answer. @throws where it is none, redirects, or is too slow or too large */
async function download(request: typeof fetch, url: string): Promise<unknown> {
  const headers = { accept: 'application/http-message-signatures-directory+json' };
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await request(url, { headers, signal, redirect: 'error', credentials: 'omit' });
  if (response.status !== 200 || response.redirected) throw new Error(`status ${response.status}`);
  const body: unknown = JSON.parse(await readText(response));
  const { keys } = Object(body) as { readonly keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('no list of keys');
  return keys;
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error(`more than ${MAX_BYTES} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
