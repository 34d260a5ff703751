import { type DatedNonce, isFresh } from './dated-nonce.ts';
import { type Moment, now, UNKNOWN } from './moment.ts';

/**
 * Nonces that came with the page: `<meta name="vrd" data-nonce data-now data-exp data-aud data-op data-enrol
 * data-jkt>`, one for each action or, without `data-op`, for any. Each is given out once.
 *
 * The age of a nonce of the page itself starts when the page arrived. A router may replace the head by that
 * of a later page: the age of a nonce that appears in the head starts then. A nonce that appears elsewhere
 * has an unknown age and is not used.
 */
export function watchMetaNonces(): { take(action: string): DatedNonce | undefined; stop(): void } {
  const receivedAt = new Map<string, Moment>();
  const metasIn = (place: ParentNode) => place.querySelectorAll<HTMLMetaElement>('meta[name=vrd]');
  const note = (place: ParentNode, at: Moment) => {
    for (const { dataset } of metasIn(place)) {
      const { nonce = '' } = dataset;
      if (!receivedAt.has(nonce)) receivedAt.set(nonce, at);
    }
  };
  const notePage = () => note(document, pageArrival());
  // An SVG document has no head.
  const head = document.head ?? document.documentElement;
  const noteHead = () => {
    if (document.readyState === 'loading') notePage();
    else note(head, now());
  };
  notePage();
  document.addEventListener('DOMContentLoaded', notePage, { once: true });
  const observer = new MutationObserver(noteHead);
  observer.observe(head, { childList: true, subtree: true, attributeFilter: ['data-nonce'] });

  const take = (action: string) => {
    // Nonces that appeared in this task.
    noteHead();
    for (const { dataset } of metasIn(document)) {
      const { nonce = '', op, now: issued, exp } = dataset;
      if (op && op !== action) continue;
      const response = { ...dataset, now: Number(issued), exp: Number(exp) };
      const found = { response, receivedAt: receivedAt.get(nonce) ?? UNKNOWN };
      if (!isFresh(found)) continue;
      receivedAt.set(nonce, UNKNOWN);
      return found;
    }
    return undefined;
  };
  return { take, stop: () => observer.disconnect() };
}

/**
 * When the page's first byte arrived. Unknown for a page from the history, a service worker or a cache, even
 * if the server confirmed that the cached page is unchanged.
 */
function pageArrival(): Moment {
  const [visit] = performance.getEntriesByType?.('navigation') ?? [];
  if (!visit) return now();
  const { type, responseStart, transferSize, encodedBodySize, workerStart } =
    visit as PerformanceNavigationTiming;
  const isStored = type === 'back_forward' || transferSize < encodedBodySize || workerStart > 0;
  if (isStored) return UNKNOWN;
  return responseStart > 0
    ? { steadyMs: responseStart, wallMs: performance.timeOrigin + responseStart }
    : now();
}
