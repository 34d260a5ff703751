import type { MiddlewareHandler } from 'hono';

/**
 * Refuses forms of other sites. The session's cookie does not come with them (`SameSite=Lax`), so each would
 * open a new session and take the visitor's basket away. A browser without `Sec-Fetch-Site` tells the origin.
 */
export const ownSite: MiddlewareHandler = async (context, next) => {
  const isReading = context.req.method === 'GET' || context.req.method === 'HEAD';
  const isForeign =
    context.req.header('sec-fetch-site') === 'cross-site' ||
    !isOwnOrigin(context.req.header('origin'), context.req.url);
  return isForeign && !isReading ? context.text('This form is not ours.', 403) : next();
};

/** Where TLS ends at a proxy, the page has https and the request's URL http. */
function isOwnOrigin(origin: string | undefined, url: string): boolean {
  const own = new URL(url).origin;
  return origin === undefined || origin === own || origin === own.replace(/^http:/, 'https:');
}
