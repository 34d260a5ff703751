import type { Answer } from './answer.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { type Reading, readWeb, type WebBody } from './reading.ts';
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

/** As much of Hono's `Context` as is used. */
export interface HonoContext {
  readonly req: WebBody & { header(name: string): string | undefined };
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
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect: (c: Context) => ({ action: 'checkout', sid: c.get('sid'), tx: cartOf(c) }) });
 * app.post('/pay', checkout, (c) => pay(c, checkout.verdict(c)));
 */
export function guard<C extends HonoContext, P extends NoVerdict>(
  options: GuardOptions<C, P>,
): HonoGuard<C, P> {
  const { judge, verdict } = createGuard(options);
  const middleware = async (context: C, next: () => Promise<void>) => {
    const answer = await judge(context, read(context));
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

/** Through the context, which adds what was set on it before; a Response of our own would go without. */
function send(context: HonoContext, { status, headers, body }: Answer): Response {
  for (const [name, value] of Object.entries(headers))
    context.header(name, value, { append: name === 'set-cookie' });
  context.status(status);
  return context.body(body);
}

/** Hono keeps the body it has read, so the handler may read it again. */
const read = ({ req }: HonoContext): Reading =>
  readWeb(
    (name) => req.header(name),
    () => req,
  );
