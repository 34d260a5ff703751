import type { NonceResponse } from '../contract/protocol.ts';

/** A grant and when it was received, on the clock of `performance.now`. */
type Held = NonceResponse & { readonly at: number };

/** A grant this close to its end would be refused on arrival, s. */
const MARGIN_SECONDS = 5;
/** Share of an assessment's time after which the worker, by then there, tells what became of the endpoint. */
const SHARE = 0.7;

/**
 * Nonces that came with the page: `<meta name="vrd" data-nonce data-now data-exp data-aud data-op data-enrol data-jkt>`, one for each action or, without
 * `data-op`, for any. Each is given out once; after that the worker asks the endpoint. Without an action they are only noted: their age counts
 * from then, or from the page's arrival for the first time.
 */
export type Take = (action?: string) => Held | undefined;

export function createGrants(): Take {
  /** When each nonce was seen first; NaN for those not to be used. */
  const seen = new Map<string, number>();
  let first = true;
  return (action) => {
    const visit = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
    let arrived = performance.now();
    // A page from the back-forward list is old, and nobody knows how old.
    if (first) arrived = visit?.type === 'back_forward' ? Number.NaN : visit?.responseStart || arrived;
    first = false;
    let found: Held | undefined;
    for (const { dataset } of document.querySelectorAll<HTMLMetaElement>('meta[name=vrd]')) {
      const { nonce = '', aud = '', op, now, exp } = dataset;
      const at = seen.get(nonce) ?? arrived;
      seen.set(nonce, at);
      const grant = { ...dataset, nonce, aud, now: Number(now), exp: Number(exp), at };
      const fresh = grant.exp - grant.now - (performance.now() - at) / 1000 > MARGIN_SECONDS;
      if (found || !action || !nonce || !aud || !fresh || (op && op !== action)) continue;
      seen.set(nonce, Number.NaN);
      found = grant;
    }
    return found;
  };
}

/**
 * Asks the endpoint while the worker, which otherwise does, is on its way (`worker/sign/nonce.ts`). The worker checks what comes; where nothing
 * comes it asks itself, and tells why. Never rejects.
 */
export async function askAhead(endpoint: string, op: string, timeoutMs: number): Promise<Held | undefined> {
  try {
    const response = await fetch(`${endpoint}/nonce`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ op }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs * SHARE),
    });
    return { ...(await response.json()), at: performance.now() };
  } catch {
    return undefined;
  }
}
