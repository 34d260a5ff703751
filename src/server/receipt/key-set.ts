import { isMembers } from '../checked.ts';
import { type PublicKey, readKey } from '../jws/key.ts';

export interface KeySetOptions {
  /** Fetches the issuer's JWKS; gives up when the signal aborts. */
  readonly fetchJwks: (signal: AbortSignal) => Promise<unknown>;
  /** Clock in milliseconds. */
  readonly now: () => number;
}

/** The issuer's key of this `kid`, or undefined when it publishes none. */
export type KeySet = (kid: string) => Promise<PublicKey | undefined>;

/**
 * A set is honoured this long after it was fetched. Then a key that left the set is refused (A12). If the set
 * cannot be fetched again it ends too: an issuer that is down issues nothing, and its last receipt expires
 * within `MAX_TTL_SECONDS`.
 */
const MAX_AGE_MS = 600_000;
/** A fetch is given up after this time (A12). */
const TIMEOUT_MS = 5000;
/** Least time between two fetches (A12), so that junk with invented `kid`s cannot cause more. */
const COOL_DOWN_MS = 30_000;
/** Keys read of one set. Chosen: an issuer that rotates daily publishes two or three. */
const MAX_KEYS = 32;

/**
 * Remembers the published keys. A fetch that fails, hangs or answers with no key set leaves the set as it
 * was.
 */
export function createKeySet({ fetchJwks, now }: KeySetOptions): KeySet {
  let keys: ReadonlyMap<string, PublicKey> = new Map();
  let fetchedMs = Number.NaN;
  let triedMs = Number.NaN;
  let fetching: Promise<void> | null = null;

  // With these comparisons a clock that jumped back, or gives no number, makes the set old.
  const isWithin = (sinceMs: number, ms: number): boolean => now() >= sinceMs && now() - sinceMs < ms;

  async function refresh(): Promise<void> {
    triedMs = now();
    const found = readJwks(await fetchInTime(fetchJwks));
    if (!found) return;
    keys = found;
    fetchedMs = triedMs;
  }

  return async (kid) => {
    const find = () => (isWithin(fetchedMs, MAX_AGE_MS) ? keys.get(kid) : undefined);
    if (find()) return find();
    if (!isWithin(triedMs, COOL_DOWN_MS)) {
      fetching ??= refresh().finally(() => {
        fetching = null;
      });
    }
    await fetching;
    return find();
  };
}

/** Undefined when the fetch fails or takes too long. */
async function fetchInTime(fetchJwks: KeySetOptions['fetchJwks']): Promise<unknown> {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS, undefined);
  });
  try {
    return await Promise.race([fetchJwks(controller.signal), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}

/** Null if this is no key set. A key without `kid`, `alg` and `use`, or with its private half, is skipped. */
function readJwks(value: unknown): ReadonlyMap<string, PublicKey> | null {
  if (!isMembers(value) || !Array.isArray(value.keys)) return null;
  const found = new Map<string, PublicKey>();
  for (const jwk of value.keys.slice(0, MAX_KEYS) as readonly unknown[]) {
    if (!isMembers(jwk) || typeof jwk.kid !== 'string' || jwk.alg !== 'ES256' || jwk.use !== 'sig') continue;
    const { crv, kty, x, y } = jwk;
    const key = readKey({ crv, kty, x, y });
    if (key.ok && !('d' in jwk)) found.set(jwk.kid, key.value);
  }
  return found;
}
