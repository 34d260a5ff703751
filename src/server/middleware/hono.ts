import { toResponse } from './answer.ts';
import { createNonceRoute, type NonceRouteOptions } from './grant.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { type BodyLike, type Reading, readField } from './reading.ts';

export { nonceHeader } from './answer.ts';
export type { NonceRouteOptions } from './grant.ts';
export type { GuardOptions, NoVerdict, VerdictOf } from './guard.ts';

/** As much of Hono's `Context` as is used. */
export interface HonoContext {
  readonly req: BodyLike & { header(name: string): string | undefined };
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
 * const checkout = guard({ verifier, noVerdict: 'step_up', expect: (c: Context) => ({ op: 'checkout', sid: c.get('sid'), tx: cartOf(c) }) });
 * app.post('/pay', checkout, (c) => pay(c, checkout.verdict(c)));
 */
export function guard<C extends HonoContext, P extends NoVerdict>(
  options: GuardOptions<C, P>,
): HonoGuard<C, P> {
  const { judge, verdict } = createGuard(options);
  const middleware = async (context: C, next: () => Promise<void>) => {
    const answer = await judge(context, read(context));
    if (answer) return toResponse(answer);
    await next();
    return undefined;
  };
  return Object.assign(middleware, { verdict });
}

/** `POST {endpoint}/nonce`. */
export function nonceRoute<C extends HonoContext>(
  options: NonceRouteOptions<C>,
): (context: C) => Promise<Response> {
  const answer = createNonceRoute(options);
  return async (context) => toResponse(await answer(context, read(context)));
}

/** Hono keeps the body it has read, so the handler may read it again. */
const read = ({ req }: HonoContext): Reading => ({
  header: (name) => req.header(name),
  field: (name) => readField(req, req.header('content-type'), name),
});
