import type { Answer } from './answer.ts';
import { createEnrolRoute } from './enrol-route.ts';
import { createGuard, type NoVerdict, type VerdictOf, type WebGuardOptions } from './guard.ts';
import { createNonceRoute, type NonceRouteOptions } from './nonce-route.ts';
import { type ParsedBody, readWeb } from './read-web.ts';
import type { Route, RouteOptions } from './route.ts';

export * from './exports.ts';

/** As much of Hono's `Context` as is used. */
export interface HonoContext {
  readonly req: ParsedBody & { readonly raw: Request };
  header(name: string, value: string, options?: { readonly append?: boolean }): void;
  status(status: Answer['status']): void;
  body(body: string | null): Response;
}

export interface HonoGuard<C, P extends NoVerdict> {
  (context: C, next: () => Promise<void>): Promise<Response | undefined>;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(context: C): VerdictOf<P>;
}

/**
 * `tellsign/server/hono`: middleware for the routes that need a verdict.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const expect = (c: Context) => ({ action: 'checkout', sid: c.get('sid'), tx: cartOf(c) });
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect });
 * app.post('/pay', checkout, (c) => {
 *   const verdict = checkout.verdict(c);
 *   const isLow = verdict.ok && verdict.level === 'low';
 *   return isLow ? pay(c, verdict.tx) : askForCode(c);
 * });
 */
export function guard<C extends HonoContext, P extends NoVerdict>(
  options: WebGuardOptions<C, P>,
): HonoGuard<C, P> {
  const { check, verdict } = createGuard(options);
  const middleware = async (context: C, next: () => Promise<void>) => {
    const answer = await check(context, read(context));
    if (answer) return send(context, answer);
    await next();
    return undefined;
  };
  return Object.assign(middleware, { verdict });
}

/** `POST {endpoint}/nonce`. */
export const nonceRoute = <C extends HonoContext>(options: NonceRouteOptions<C>) =>
  serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`. */
export const enrolRoute = <C extends HonoContext>(options: RouteOptions<C>) =>
  serve(createEnrolRoute(options));

const serve =
  <C extends HonoContext>(route: Route<C>) =>
  async (context: C): Promise<Response> =>
    send(context, await route(context, read(context)));

/**
 * Through the context, which adds the headers that were set on it before; a Response of our own would lose
 * them.
 */
function send(context: HonoContext, { status, headers, body }: Answer): Response {
  for (const [name, value] of Object.entries(headers))
    context.header(name, value, { append: name === 'set-cookie' });
  context.status(status);
  return context.body(body);
}

/** Hono keeps a body that it has parsed: where the site did so before the guard, that is what counts. */
const read = ({ req }: HonoContext) => readWeb(req.raw, req);
