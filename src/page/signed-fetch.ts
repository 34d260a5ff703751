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
  const send = (token: string | null) => {
    // A body can be sent once.
    const copy = request.clone();
    if (token) copy.headers.set('verdict', token);
    return fetch(copy);
  };
  const response = await send((await sign()).token);
  const isRefused = response.status === 401 && !response.redirected;
  if (!isRefused || !client.keepNonce(action, response.headers.get('verdict-nonce'))) return response;
  const { token } = await sign();
  return token ? send(token) : response;
}
