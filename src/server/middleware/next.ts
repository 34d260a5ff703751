import { createEnrolRoute } from './enrol-route.ts';
import { createGuard, type NoVerdict, type VerdictOf, type WebGuardOptions } from './guard.ts';
import { createNonceRoute, type NonceRouteOptions } from './nonce-route.ts';
import { readWeb } from './read-web.ts';
import type { Route, RouteOptions } from './route.ts';
import { toResponse } from './routes.ts';

export * from './exports.ts';

/**
 * A route handler of Next's app router; the same shape serves Astro, SvelteKit and plain `fetch` handlers.
 */
export type RouteHandler<R extends Request, X extends readonly unknown[]> = (
  request: R,
  ...context: X
) => Response | Promise<Response>;

export interface NextGuard<P extends NoVerdict> {
  /** Puts the guard in front of a handler. */
  <R extends Request, X extends readonly unknown[]>(
    handler: RouteHandler<R, X>,
  ): (request: R, ...context: X) => Promise<Response>;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(request: Request): VerdictOf<P>;
}

/**
 * `tellsign/server/next`: wraps the route handlers that need a verdict. The guard reads a copy of the body,
 * so the handler may read the request. An `expect` that reads the body reads `request.clone()`.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const expect = async () => ({ action: 'checkout', ...(await cartOf(cookies())) }); // sid and tx
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect });
 * export const POST = checkout(async (request) => {
 *   const verdict = checkout.verdict(request);
 *   const isLow = verdict.ok && verdict.level === 'low';
 *   return isLow ? pay(verdict.tx) : askForCode();
 * });
 */
export function guard<P extends NoVerdict>(options: WebGuardOptions<Request, P>): NextGuard<P> {
  const { check, verdict } = createGuard(options);
  const wrap =
    <R extends Request, X extends readonly unknown[]>(handler: RouteHandler<R, X>) =>
    async (request: R, ...context: X): Promise<Response> => {
      const answer = await check(request, readWeb(request));
      return answer ? toResponse(answer) : handler(request, ...context);
    };
  return Object.assign(wrap, { verdict });
}

/** `POST {endpoint}/nonce`: `export const POST = nonceRoute({ … })`. */
export const nonceRoute = (options: NonceRouteOptions<Request>) => serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`: `export const POST = enrolRoute({ … })`. */
export const enrolRoute = (options: RouteOptions<Request>) => serve(createEnrolRoute(options));

const serve =
  (route: Route<Request>) =>
  async (request: Request): Promise<Response> =>
    toResponse(await route(request, readWeb(request)));
