import { within } from '../deadline.ts';
import { FLOORS_RECORD, KEY_RECORD, openStored, type Stored } from '../stored.ts';

/**
 * The device key of protocol §1.10. The private half never leaves WebCrypto; every verdict contains the
 * public half.
 */
export interface DeviceKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** Whether the browser kept it for the next visit; an ephemeral key dies with the worker. */
  readonly persistent: boolean;
  /** Distinguishes a record from its replacement when two tabs repair or renew it at once. */
  readonly id?: string;
  /** When it was made, by the device's clock; used only to decide when to renew it. */
  readonly madeMs?: number;
}

interface StoredKey extends DeviceKey {
  readonly id: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;
/** Age at which a key is renewed (protocol §1.10). */
const MAX_AGE_MS = 90 * 86_400_000;

/**
 * A key for this visit only: made where storage is refused or not wanted. Rejects where WebCrypto is missing.
 */
export async function createDeviceKey(crypto: Crypto): Promise<DeviceKey> {
  return { ...(await generate(crypto)), persistent: false };
}

/**
 * The browser profile's key: the one kept from earlier, or a new one that is stored, read back and proven to
 * sign. If storage fails, the key is an ephemeral one: storage may be blocked, hang past `timeoutMs`, refuse
 * to clone a key, or give null back (recent WebKit). A JWK is never stored instead. Rejects only where
 * WebCrypto is missing.
 */
export async function loadDeviceKey(
  crypto: Crypto,
  options: { readonly timeoutMs: number },
): Promise<DeviceKey> {
  return (await within(keep(crypto), options.timeoutMs, () => null)) ?? createDeviceKey(crypto);
}

/**
 * Replaces a stored key that is older than 90 days and gives the new one. Null for a younger key, where
 * another tab was first, and where storage does not give the new key back. If the site does not accept the
 * new key, the caller stores the old one again (`swapDeviceKeys`).
 */
export async function renewDeviceKey(crypto: Crypto, key: DeviceKey): Promise<DeviceKey | null> {
  if (Date.now() - (key.madeMs ?? 0) < MAX_AGE_MS) return null;
  const next = await createStored(crypto);
  await swapDeviceKeys(key, next);
  const { proven } = await read(crypto, openStored());
  return proven?.id === next.id ? proven : null;
}

/** Stores `to` where `from` is stored, and nowhere else. */
export function swapDeviceKeys(from: DeviceKey, to: DeviceKey): Promise<void> {
  const swap = (old: unknown) => (isStoredKey(old) && old.id === from.id ? to : old);
  return openStored().update(KEY_RECORD, swap);
}

/**
 * Deletes the stored key, and what is remembered of the site's models. False when storage refused or did not
 * answer within `timeoutMs`.
 */
export function forgetDeviceKey(options: { readonly timeoutMs: number }): Promise<boolean> {
  const deleted = async () => {
    await openStored().delete(KEY_RECORD, FLOORS_RECORD);
    return true;
  };
  return within(deleted(), options.timeoutMs, () => false);
}

async function keep(crypto: Crypto): Promise<StoredKey | null> {
  const store = openStored();
  const kept = await read(crypto, store);
  if (kept.proven) return kept.proven;
  const fresh = await createStored(crypto);
  // One transaction reads and writes: of two tabs the later one finds the earlier one's key and leaves it.
  await store.update(KEY_RECORD, (old) => (isStoredKey(old) && old.id !== kept.brokenId ? old : fresh));
  return (await read(crypto, store)).proven;
}

async function read(
  crypto: Crypto,
  store: Stored,
): Promise<{ readonly proven: StoredKey | null; readonly brokenId?: string }> {
  const record = await store.get(KEY_RECORD);
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

/** Whether a key from storage works: its public half verifies what its private half signs. */
async function isProven(crypto: Crypto, key: StoredKey): Promise<boolean> {
  try {
    const probe = crypto.getRandomValues(new Uint8Array(32));
    const signature = await crypto.subtle.sign(SIGNATURE, key.privateKey, probe);
    return await crypto.subtle.verify(SIGNATURE, key.publicKey, signature, probe);
  } catch {
    return false;
  }
}

async function createStored(crypto: Crypto): Promise<StoredKey> {
  return { ...(await generate(crypto)), id: crypto.randomUUID(), madeMs: Date.now(), persistent: true };
}

async function generate(
  crypto: Crypto,
): Promise<{ readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  return { privateKey, publicKey };
}
