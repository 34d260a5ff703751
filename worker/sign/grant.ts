import type { AssessRequest } from '../../src/contract/analyst.ts';
import type { NonceResponse } from '../../src/contract/protocol.ts';
import type { Result } from '../../src/contract/result.ts';
import { checkGrant, type NonceCode, type NonceDeps, requestGrant } from './nonce.ts';

/** A grant and the worker's clock when it was received. */
export interface DatedGrant {
  readonly grant: NonceResponse;
  /** On the clock of `deps.now`, ms. */
  readonly receivedAt: number;
}

/** A nonce this close to its end would expire on the way to the backend: a form may take seconds to post on a slow link. */
const MARGIN_SECONDS = 10;

/** The page's grant while it is good – the usual case, no round trip – else a new one from the endpoint. Never rejects. */
export async function obtainGrant(
  { action, grant: held }: AssessRequest,
  options: NonceDeps & { readonly endpoint: string; readonly timeoutMs: number; readonly now: () => number },
): Promise<Result<DatedGrant, NonceCode>> {
  const grant = checkGrant(held);
  const ageMs = Math.max(0, Number(held?.ageMs)) || 0;
  if (grant && grant.now + ageMs / 1000 < grant.exp - MARGIN_SECONDS) {
    return { ok: true, value: { grant, receivedAt: options.now() - ageMs } };
  }
  const asked = await requestGrant(options.endpoint, action, options);
  return asked.ok ? { ok: true, value: { grant: asked.value, receivedAt: options.now() } } : asked;
}
