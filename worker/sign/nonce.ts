import type { AssessRequest, NonceCode } from '../../src/contract/analyst.ts';
import type { NonceResponse } from '../../src/contract/protocol.ts';
import type { Result } from '../../src/contract/result.ts';
import { readNonce } from '../../src/wire/nonce.ts';

/** A nonce in use. */
export interface SigningNonce {
  readonly response: NonceResponse;
  /** Time since the page received it, ms. It grows while the verdict is made. */
  readonly ageMs: () => number;
}

/** The nonce of a request, if it has the protocol's form. `now` is a monotonic clock, ms. */
export function checkNonce({ nonce }: AssessRequest, now: () => number): Result<SigningNonce, NonceCode> {
  if (!nonce?.ok) return { ok: false, code: nonce?.code ?? 'nonce_unavailable' };
  const response = readNonce(nonce.value);
  if (!response) return { ok: false, code: 'nonce_malformed' };
  const receivedAt = now() - Math.max(0, Number(nonce.value.ageMs) || 0);
  return { ok: true, value: { response, ageMs: () => now() - receivedAt } };
}
