import type { MiddlewareHandler } from 'hono';
import type { Reviewer } from '../decide/index.ts';
import { may } from './may.ts';
import { messagePage } from './pages/message.ts';
import { type Env, frameOf, log, type Site } from './site.ts';

/** No inline script or style, no eval, no frame, and nothing of other sites. */
const CSP = [
  "default-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

export const headers: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', CSP);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'same-origin');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store');
};

/** Lets in who the site knows and may read; who is somebody and may not is told, and written down. */
export function onlyReviewers(site: Site): MiddlewareHandler<Env> {
  const { reviewerOf, signInUrl } = site.settings;
  return async (context, next) => {
    const reviewer: Reviewer | null = await reviewerOf(context.req.raw);
    const isReading = context.req.method === 'GET' || context.req.method === 'HEAD';
    if (reviewer === null)
      return signInUrl !== null && isReading
        ? context.redirect(signInUrl, 303)
        : context.text('Sign in first.', 401);
    context.set('reviewer', reviewer);
    if (!may(reviewer, 'read')) return refuse(site, context, { needs: 'read' });
    if (!isReading && !isOwn(context.req.url, (name) => context.req.header(name)))
      return refuse(site, context, { cross_site: true });
    return next();
  };
}

/** Lets in who has a role, and writes down who tried without it. */
export const needs =
  (site: Site, role: 'label' | 'publish'): MiddlewareHandler<Env> =>
  async (context, next) =>
    may(context.get('reviewer'), role) ? next() : refuse(site, context, { needs: role });

async function refuse(
  site: Site,
  context: Parameters<MiddlewareHandler<Env>>[0],
  why: Readonly<Record<string, unknown>>,
): Promise<Response> {
  await log(site, context, { what: 'refused', detail: { path: context.req.path, ...why } });
  const text =
    'cross_site' in why
      ? 'This form was sent by another site. Nothing was changed, and it was written to the log.'
      : `This needs the role ${why.needs}. Nothing was changed, and it was written to the log.`;
  if (!may(context.get('reviewer'), 'read')) return context.text(text, 403);
  return context.html(messagePage(frameOf(site, context), { title: 'Not allowed', text }), 403);
}

/**
 * Whether a form comes from the console's own pages. Browsers say where a form comes from; who says nothing
 * of it is refused.
 */
function isOwn(url: string, header: (name: string) => string | undefined): boolean {
  const from = header('sec-fetch-site');
  if (from !== undefined) return from === 'same-origin';
  const origin = header('origin');
  const own = new URL(url).origin;
  // Where TLS ends at a proxy, the page has https and the request's URL http.
  return origin === own || origin === own.replace(/^http:/, 'https:');
}
