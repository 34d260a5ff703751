import type { MiddlewareHandler } from 'hono';

/**
 * Refuses forms of other sites. The session's cookie does not come with them (`SameSite=Lax`), so each would
 * open a new session and take the visitor's basket away.
 */
export const ownSite: MiddlewareHandler = async (context, next) => {
  const isForeign = context.req.header('sec-fetch-site') === 'cross-site';
  if (isForeign && context.req.method !== 'GET' && context.req.method !== 'HEAD')
    return context.text('This form is not ours.', 403);
  return next();
};
