import type { Code } from '../../contract/protocol.ts';
import type { Degradation } from '../result.ts';
import { consumeNonce } from '../stores/replay.ts';
import type { Context } from './context.ts';
import type { Presented } from './precheck.ts';

export type Spent =
  | { readonly ok: true; readonly degraded: readonly Degradation[] }
  | { readonly ok: false; readonly code: Code; readonly replayed?: 'same' };

/** Consumes the nonce, and decides what an outage of the store means for this action. */
export async function spend(
  { nonce, times, token }: Presented,
  { expected, settings, now }: Context,
): Promise<Spent> {
  const use = await consumeNonce(settings.replay, {
    aud: settings.audience,
    nonce,
    payload: token.payload,
    idempotencyKey: expected.idempotencyKey,
    now,
    // Twice the skew: two verifiers may disagree about the time by as much, in either direction. And a second, because `now` was rounded
    // down and the nonce is in time until the end of its last second.
    ttlMs: (times.exp - now + 1 + 2 * settings.maxSkewSeconds) * 1000,
    timeoutMs: settings.storeTimeoutMs,
  });
  if (use.ok && use.value === 'fresh') return { ok: true, degraded: [] };
  if (use.ok) return { ok: false, code: 'replayed', replayed: 'same' };
  const isOutage = use.code === 'replay_store_unavailable';
  if (isOutage && expected.policy.onStoreError === 'accept-degraded')
    return { ok: true, degraded: [use.code] };
  return use;
}
