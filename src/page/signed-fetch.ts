import { HINT_HEADER, hintOf } from '../contract/hint.ts';
import type { Verdict } from '../contract/verdict.ts';
import type { AssessOptions, Tellsign } from './tellsign.ts';

/** What `fetch` takes, and what the verdict is about. */
export type SignedFetchOptions = RequestInit & Pick<AssessOptions, 'action' | 'transaction'>;

/**
 * `fetch` with a verdict's token in the header `Verdict`. If the backend's guard refuses it and gives a fresh
 * nonce, for example because the first one expired, the request is signed and sent once more.
 *
 * The request is sent again only if it never reached the handler: for a 401 with `Verdict-Nonce` that no
 * redirect led to. So no order is placed twice. A request that failed on its way is not sent again, because
 * it may have arrived. Use it for the site's own backend only: whoever gets a token may use it.
 *
 * @throws what `fetch` throws
 * @example
 * const transaction = { amount: '4999', currency: 'EUR' };
 * const response = await signedFetch(tellsign, '/pay', { action: 'checkout', transaction, method: 'POST' });
 */
export async function signedFetch(
  client: Pick<Tellsign, 'assess' | 'keepNonce'>,
  target: RequestInfo | URL,
  { action, transaction, ...init }: SignedFetchOptions,
): Promise<Response> {
  const request = new Request(target, init);
  const sign = () => client.assess({ action, transaction, signal: request.signal });
  const send = (verdict: Verdict) => {
    // A body can be sent once.
    const copy = request.clone();
    const hint = hintOf(verdict);
    if (verdict.token) copy.headers.set('verdict', verdict.token);
    // Another origin may allow the header `Verdict` alone; the request must not fail for a hint.
    else if (hint && new URL(request.url).origin === location.origin) copy.headers.set(HINT_HEADER, hint);
    return fetch(copy);
  };
  const response = await send(await sign());
  const isRefused = response.status === 401 && !response.redirected;
  if (!isRefused || !client.keepNonce(action, response.headers.get('verdict-nonce'))) return response;
  const again = await sign();
  return again.token ? send(again) : response;
}
