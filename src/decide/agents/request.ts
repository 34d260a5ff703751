/** What is read of a request: its method, its address on the site, and its headers. */
export interface SignedRequest {
  readonly method: string;
  /** Absolute, on the site's own origin. */
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/**
 * Reads a `Request`, or a request of Node's http module. The origin is the site's own, whatever the request
 * says: a signature for another site is no signature for this one. Null for what is no request.
 */
export function readSignedRequest(request: unknown, origin: string): SignedRequest | null {
  const { method, url, headers } = Object(request) as Readonly<Record<string, unknown>>;
  if (typeof method !== 'string' || typeof url !== 'string' || Object(headers) !== headers) return null;
  try {
    const { pathname, search } = new URL(url, origin);
    return { method, url: new URL(`${pathname}${search}`, origin).href, headers: readHeaders(headers) };
  } catch {
    return null;
  }
}

function readHeaders(headers: unknown): SignedRequest['headers'] {
  const { get } = headers as { get?: unknown };
  if (typeof get === 'function') return { get: (name) => textOf(get.call(headers, name)) };
  const values = new Map<string, string | null>();
  for (const [name, value] of Object.entries(headers as object))
    values.set(name.toLowerCase(), Array.isArray(value) ? value.join(', ') : textOf(value));
  return { get: (name) => values.get(name) ?? null };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
