import { createStore, del, get, type UseStore, update } from 'idb-keyval';
import { within } from './deadline.ts';

/** The device key of protocol §1.10. The private half never leaves WebCrypto, the public half rides in every verdict. */
export interface DeviceKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** Whether the browser kept it for the next visit; an ephemeral key dies with the worker. */
  readonly persistent: boolean;
}

interface StoredKey {
  /** Tells a broken record from the one that replaced it when two tabs repair it at once. */
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
const DATABASE = 'tellsign';
const STORE = 'keys';
const RECORD = 'device';

/** A key for this visit only: made where storage is refused or not wanted. Rejects where WebCrypto is missing. */
export async function createDeviceKey(crypto: Crypto): Promise<DeviceKey> {
  const { privateKey, publicKey } = await generate(crypto);
  return { privateKey, publicKey, persistent: false };
}

/**
 * The browser profile's key: the one kept from earlier, or a new one that is stored, read back and proven to sign. Whatever
 * goes wrong with storage – blocked, hung past `timeoutMs`, a key that cannot be cloned or comes back null (recent WebKit) –
 * gives an ephemeral key; a JWK is never stored instead. Rejects only where WebCrypto is missing.
 */
export async function loadDeviceKey(
  crypto: Crypto,
  options: { readonly timeoutMs: number },
): Promise<DeviceKey> {
  const stored = await within(keep(crypto), options.timeoutMs, () => null);
  if (!stored) return createDeviceKey(crypto);
  return { privateKey: stored.privateKey, publicKey: stored.publicKey, persistent: true };
}

/** Deletes the stored key. False when storage refused or did not answer within `timeoutMs`. */
export function forgetDeviceKey(options: { readonly timeoutMs: number }): Promise<boolean> {
  const deleted = async () => {
    await del(RECORD, createStore(DATABASE, STORE));
    return true;
  };
  return within(deleted(), options.timeoutMs, () => false);
}

async function keep(crypto: Crypto): Promise<StoredKey | null> {
  const store = createStore(DATABASE, STORE);
  const kept = await read(crypto, store);
  if (kept.proven) return kept.proven;
  const fresh: StoredKey = { id: crypto.randomUUID(), ...(await generate(crypto)) };
  // One transaction reads and writes: of two tabs the later one finds the earlier one's key and leaves it.
  await update<unknown>(RECORD, (old) => (isStoredKey(old) && old.id !== kept.brokenId ? old : fresh), store);
  return (await read(crypto, store)).proven;
}

async function read(
  crypto: Crypto,
  store: UseStore,
): Promise<{ readonly proven: StoredKey | null; readonly brokenId?: string }> {
  const record = await get<unknown>(RECORD, store);
  if (!isStoredKey(record)) return { proven: null };
  return (await isProven(crypto, record)) ? { proven: record } : { proven: null, brokenId: record.id };
}

function isStoredKey(value: unknown): value is StoredKey {
  if (typeof value !== 'object' || value === null) return false;
  const { id, privateKey, publicKey } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && isKey(privateKey, 'private') && isKey(publicKey, 'public');
}

function isKey(value: unknown, type: KeyType): value is CryptoKey {
  if (!(value instanceof CryptoKey) || value.type !== type) return false;
  const { name, namedCurve } = value.algorithm as EcKeyAlgorithm;
  return (
    name === ALGORITHM.name &&
    namedCurve === ALGORITHM.namedCurve &&
    (type === 'public' || !value.extractable)
  );
}

/** A key that came back from storage is believed once it has signed something its other half accepts. */
async function isProven(crypto: Crypto, key: StoredKey): Promise<boolean> {
  try {
    const probe = crypto.getRandomValues(new Uint8Array(32));
    const signature = await crypto.subtle.sign(SIGNATURE, key.privateKey, probe);
    return await crypto.subtle.verify(SIGNATURE, key.publicKey, signature, probe);
  } catch {
    return false;
  }
}

async function generate(
  crypto: Crypto,
): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  return { privateKey, publicKey };
}
