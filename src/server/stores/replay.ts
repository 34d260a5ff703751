import { encodeBase64url } from '../../wire/base64url.ts';
import { type Checked, fail, pass } from '../checked.ts';
import { sha256 } from '../jws/hash.ts';

/** A store's answer for a key that a transaction holds which has not ended: whether it will be spent is not known yet. */
export const IN_USE = 'in-use';

/**
 * Where spent nonces and idempotency keys are kept. Two callers racing for one key must never both get null, and an
 * eventually consistent store cannot promise that.
 */
export interface ReplayStore {
  /**
   * One atomic operation: writes `value` under `key` for `ttlMs` unless something is there. Null when the key was free
   * and now holds `value`; otherwise the value it held before, or `IN_USE` instead of waiting for another transaction
   * that holds the key. Any other answer is taken for an outage.
   */
  consume(key: string, value: string, ttlMs: number): Promise<string | null>;
  /** What is spent here is spent only if the caller commits a transaction of its own. @default false */
  readonly isTransactional?: boolean;
}

/** One use of a nonce. */
export interface Use {
  readonly aud: string;
  readonly nonce: string;
  /** The signed claims; a malleated signature has the same. */
  readonly payload: string;
  readonly idempotencyKey?: string | undefined;
  /** Epoch seconds. */
  readonly now: number;
  readonly ttlMs: number;
  /** How long the store may take. */
  readonly timeoutMs: number;
}

/** §1.7: how long a repeated request with the same idempotency key is recognised. */
const SAME_SECONDS = 60;
/** Longest idempotency key that counts; HTTP clients send UUIDs. */
const MAX_IDEMPOTENCY_CHARS = 256;
/** What we write: hash of the payload, time of use, hash of the idempotency key or nothing. */
const VALUE = /^([\w-]{22})\.(\d{1,15})\.([\w-]{22})?$/;

/** `fresh`, once; `same` for the same request again; the code for every other use. */
export async function consumeNonce(store: ReplayStore, use: Use): Promise<Checked<'fresh' | 'same'>> {
  const { idempotencyKey } = use;
  const counts =
    typeof idempotencyKey === 'string' &&
    idempotencyKey !== '' &&
    idempotencyKey.length <= MAX_IDEMPOTENCY_CHARS;
  const [nonce, payload, id] = await Promise.all([
    digest(use.aud + use.nonce),
    digest(use.payload),
    counts ? digest(idempotencyKey) : '',
  ]);
  const value = `${payload}.${use.now}.${id}`;
  const answer = await ask(() => store.consume(`vrd:n:${nonce}`, value, use.ttlMs), use.timeoutMs);
  if (answer === null) return pass('fresh');
  if (answer === IN_USE) return fail('nonce_reused');
  const before = typeof answer === 'string' ? VALUE.exec(answer) : null;
  if (!before) return fail('replay_store_unavailable');
  if (before[1] !== payload) return fail('nonce_reused');
  const isSame = id !== '' && before[3] === id && use.now - Number(before[2]) <= SAME_SECONDS;
  return isSame ? pass('same') : fail('replayed');
}

/** The store's answer; undefined, which no store may answer, when it throws, rejects or takes too long. */
export async function ask<T>(question: () => T | Promise<T>, timeoutMs: number): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, undefined);
  });
  try {
    return await Promise.race([question(), late]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** First 128 bits of the SHA-256. */
async function digest(text: string): Promise<string> {
  const hash = await sha256(new TextEncoder().encode(text));
  return encodeBase64url(hash.subarray(0, 16));
}
