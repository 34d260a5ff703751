import { type Code, MAX_CLOCK_ERROR_SECONDS } from '../../contract/protocol.ts';
import { encodeBase64url } from '../../wire/base64url.ts';
import { netstring } from '../../wire/netstring.ts';
import { type Checked, fail, pass } from '../checked.ts';
import type { Claims } from '../jws/claims.ts';
import { sha256 } from '../jws/hash.ts';
import type { Settings } from '../options.ts';
import type { Degradation } from '../result.ts';
import { ask } from '../stores/ask.ts';
import { IN_USE, type ReplayStore } from '../stores/replay.ts';
import type { VerificationContext } from './context.ts';
import type { Prechecked } from './precheck.ts';

/** A refusal; `same` if the request was answered before. */
export interface NotConsumed {
  readonly ok: false;
  readonly code: Code;
  readonly replayed?: 'same';
}

/** The nonce is consumed. `degraded` says whether the store was down. */
export type Consumed = { readonly ok: true; readonly degraded: readonly Degradation[] } | NotConsumed;

/** A7: how long a request is known by its idempotency key. */
const IDEMPOTENCY_MS = 24 * 3_600_000;
/** Longest idempotency key that counts. Chosen: HTTP clients send UUIDs, 36 characters. */
const MAX_IDEMPOTENCY_CHARS = 256;
/** The stored value: a hash of the content, the time of use, and a hash of the idempotency key or nothing. */
const VALUE = /^([\w-]{22})\.(\d{1,15})\.([\w-]{22})?$/;

/**
 * Consumes the nonce. The same message with the same idempotency key passes again; `claimIdempotencyKey`
 * decides at the end whether it was accepted before.
 */
export async function consumeNonce(
  { nonce, times, token, visitor }: Prechecked,
  context: VerificationContext,
): Promise<Consumed> {
  const { settings, now } = context;
  const id = await idempotencyHash(visitor.sid, context);
  const content = await digest(token.payload);
  const use = await consume(context, {
    key: `vrd:n:${await digest(settings.audience + nonce)}`,
    value: `${content}.${now}.${id ?? ''}`,
    // A verifier of the same store whose clock is slow honours the nonce for longer, and must find it used
    // (A10). And a second, because `now` was rounded down and the nonce is in time until the end of its last
    // second.
    ttlMs: (times.exp - now + 1 + clockError(settings)) * 1000,
  });
  if (!use.ok) return use;
  const { before, degraded } = use.value;
  if (before === null) return { ok: true, degraded };
  if (before.content !== content) return fail('nonce_reused');
  return id !== null && before.id === id ? { ok: true, degraded } : fail('replayed');
}

/**
 * Refuses a request that was accepted before, as `same` where it signed the same transaction. It runs before
 * the transaction is compared with what is about to be executed, because the first attempt may have emptied
 * the cart.
 */
export async function checkRepeated(
  { visitor }: Prechecked,
  { txh = '' }: Pick<Claims, 'txh'>,
  context: VerificationContext,
): Promise<Consumed> {
  const { replay, storeTimeoutMs } = context.settings;
  const id = await idempotencyHash(visitor.sid, context);
  if (id === null || !replay.find) return { ok: true, degraded: [] };
  const found: unknown = await ask(() => replay.find?.(requestKey(id)), storeTimeoutMs);
  // An outage is handled when the key is claimed.
  const [, content] = (typeof found === 'string' && VALUE.exec(found)) || [];
  return content === undefined ? { ok: true, degraded: [] } : repeated(content === (await digest(txh)));
}

/**
 * Records that the request with this idempotency key is being executed (A7): once for 24 hours, per site,
 * action and session, whatever token and nonce it comes with. The last step, so that a refused attempt may be
 * repeated. The same key for another transaction is no repetition, and is refused as `replayed` without
 * `same`.
 */
export async function claimIdempotencyKey(
  { visitor }: Prechecked,
  context: VerificationContext,
): Promise<Consumed> {
  const id = await idempotencyHash(visitor.sid, context);
  if (id === null) return { ok: true, degraded: [] };
  const content = await digest(context.txh ?? '');
  const use = await consume(context, {
    key: requestKey(id),
    value: `${content}.${context.now}.${id}`,
    ttlMs: IDEMPOTENCY_MS,
  });
  if (!use.ok) return use;
  const { before, degraded } = use.value;
  if (before === null) return { ok: true, degraded };
  return repeated(before.content === content);
}

const requestKey = (id: string): string => `vrd:i:${id}`;

const repeated = (isSame: boolean): NotConsumed => ({
  ...fail('replayed'),
  ...(isSame && { replayed: 'same' as const }),
});

/** Twice the skew is the least: two verifiers may disagree by as much, in either direction. */
const clockError = ({ maxSkewSeconds }: Settings): number =>
  Math.max(MAX_CLOCK_ERROR_SECONDS, 2 * maxSkewSeconds);

interface Entry {
  readonly key: string;
  readonly value: string;
  readonly ttlMs: number;
}

/** The entry that the store had, and whether the store was down. */
interface Found {
  readonly before: { readonly content: string; readonly id: string | undefined } | null;
  readonly degraded: readonly Degradation[];
}

/**
 * Writes an entry once. Where the action accepts outages it is written in this process's memory too, whether
 * or not the store is down, so that one process accepts a token once (A8). A full memory counts only while
 * the store is down.
 */
async function consume({ settings, policy }: VerificationContext, entry: Entry): Promise<Checked<Found>> {
  const spare = policy.onStoreError === 'accept-degraded' ? settings.spareReplay : null;
  const local = spare && (await read(spare, entry, settings.storeTimeoutMs));
  if (local?.ok && local.value !== null) return pass({ before: local.value, degraded: [] });
  const shared = await read(settings.replay, entry, settings.storeTimeoutMs);
  if (shared.ok) return pass({ before: shared.value, degraded: [] });
  const isAccepted = local?.ok && shared.code === 'replay_store_unavailable';
  return isAccepted ? pass({ before: null, degraded: ['replay_store_unavailable'] }) : shared;
}

async function read(
  store: ReplayStore,
  { key, value, ttlMs }: Entry,
  timeoutMs: number,
): Promise<Checked<Found['before']>> {
  const answer: unknown = await ask(() => store.consume(key, value, ttlMs), timeoutMs);
  if (answer === null) return pass(null);
  if (answer === IN_USE) return fail('nonce_reused');
  const [, content, , id] = (typeof answer === 'string' && VALUE.exec(answer)) || [];
  return content === undefined ? fail('replay_store_unavailable') : pass({ content, id });
}

/** Null if the request has no usable idempotency key. */
async function idempotencyHash(
  sid: string,
  { idempotencyKey, settings, action }: VerificationContext,
): Promise<string | null> {
  const counts =
    typeof idempotencyKey === 'string' &&
    idempotencyKey !== '' &&
    idempotencyKey.length <= MAX_IDEMPOTENCY_CHARS;
  return counts ? digest(netstring('idempotency', settings.audience, action, sid, idempotencyKey)) : null;
}

/** First 128 bits of the SHA-256. */
async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const hash = await sha256(bytes);
  return encodeBase64url(hash.subarray(0, 16));
}
