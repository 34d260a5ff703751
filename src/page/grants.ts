import type { AssessRequest } from '../contract/analyst.ts';

type Grant = NonNullable<AssessRequest['grant']>;

/** A grant this close to its end would be refused on arrival, s. */
const MARGIN_SECONDS = 5;

/**
 * Nonces that came with the page: `<meta name="vrd" data-nonce data-now data-exp data-aud data-op data-enrol data-jkt>`, one for each action or, without
 * `data-op`, for any. Each is given out once; after that the worker asks the endpoint.
 */
export interface Grants {
  /** Notes the metas there are; their age counts from here, or from the page's arrival for the first time. */
  look(): void;
  take(action: string): Grant | undefined;
}

export function createGrants(): Grants {
  const seen = new Map<HTMLMetaElement, { readonly nonce: string; readonly at: number }>();
  const used = new Set<string>();
  let first = true;
  const look = () => {
    const visit = performance.getEntriesByType?.('navigation')[0] as PerformanceNavigationTiming | undefined;
    const arrived = first ? visit?.responseStart || performance.now() : performance.now();
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name=vrd]')) {
      const nonce = meta.dataset.nonce ?? '';
      if (seen.get(meta)?.nonce === nonce) continue;
      seen.set(meta, { nonce, at: arrived });
      // A page from the back-forward list is old, and nobody knows how old.
      if (first && visit?.type === 'back_forward') used.add(nonce);
    }
    first = false;
  };
  const take = (action: string): Grant | undefined => {
    look();
    for (const [meta, { nonce, at }] of seen) {
      const { op, aud, now, exp, enrol, jkt } = meta.dataset;
      const ageMs = performance.now() - at;
      const grant = { nonce, aud: aud ?? '', now: Number(now), exp: Number(exp), ageMs };
      const offer = { ...(enrol && { enrol }), ...(jkt && { jkt }) };
      const fresh = grant.exp - grant.now - ageMs / 1000 > MARGIN_SECONDS;
      if (!nonce || !grant.aud || used.has(nonce) || !fresh || (op && op !== action)) continue;
      used.add(nonce);
      return { ...grant, ...offer };
    }
    return undefined;
  };
  return { look, take };
}
