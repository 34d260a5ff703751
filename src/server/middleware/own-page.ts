import type { Reading } from './reading.ts';

const OWN_SITE: ReadonlySet<string | undefined> = new Set([undefined, 'same-origin', 'same-site', 'none']);

/**
 * Whether a page of this site sent the request, by what its browser says (A9). `origins` are allowed besides
 * that of the request's URL.
 *
 * An https page of the same host is the site's own where TLS ends at a proxy: there the request's URL says
 * http.
 */
export function isOwnPage(reading: Reading, origins: readonly string[]): boolean {
  if (!OWN_SITE.has(reading.header('sec-fetch-site'))) return false;
  const origin = reading.header('origin');
  const isOwn = (own: string) => origin === own || origin === own.replace(/^http:/, 'https:');
  return origin === undefined || reading.origins.some(isOwn) || origins.includes(origin);
}
