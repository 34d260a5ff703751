import type { Answer } from './answer.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { type Reading, readWeb } from './reading.ts';
import {
  createEnrolRoute,
  createNonceRoute,
  type NonceRouteOptions,
  type Route,
  type RouteOptions,
} from './routes.ts';

export { nonceHeader } from './answer.ts';
export type { GuardOptions, NoVerdict, VerdictOf } from './guard.ts';
export type { NonceRouteOptions, RouteOptions } from './routes.ts';

/** A route handler of Next's app router; the same shape serves Astro, SvelteKit and plain `fetch` handlers. */
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
 * `tellsign/server/next`: wraps the route handlers that need a verdict. The body is read from a copy, so the handler reads its own;
 * `expect` must do so too (`request.clone()`).
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect: async () => ({ action: 'checkout', sid: await sidOf(cookies()), tx }) });
 * export const POST = checkout(async (request) => pay(checkout.verdict(request)));
 */
export function guard<P extends NoVerdict>(options: GuardOptions<Request, P>): NextGuard<P> {
  const { judge, verdict } = createGuard(options);
  const wrap =
    <R extends Request, X extends readonly unknown[]>(handler: RouteHandler<R, X>) =>
    async (request: R, ...context: X): Promise<Response> => {
      const answer = await judge(request, read(request));
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
    toResponse(await route(request, read(request)));

const toResponse = ({ body, ...init }: Answer): Response => new Response(body, init);

const read = (request: Request): Reading =>
  readWeb(
    (name) => request.headers.get(name) ?? undefined,
    () => request.clone(),
  );
