import type { Answer } from './answer.ts';
import { createEnrolRoute } from './enrol-route.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { createNonceRoute, type NonceRouteOptions } from './nonce-route.ts';
import { type ParsedRequest, readParsed } from './read-parsed.ts';
import type { Route, RouteOptions } from './route.ts';

export * from './exports.ts';

/** As much of Fastify's reply as is used. */
export interface FastifyReply {
  code(status: number): FastifyReply;
  headers(values: Record<string, string>): FastifyReply;
  send(body?: string): FastifyReply;
}

export interface FastifyGuard<R, P extends NoVerdict> {
  (request: R, reply: FastifyReply): Promise<unknown>;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(request: R): VerdictOf<P>;
}

/**
 * `tellsign/server/fastify`: a `preHandler` for the routes that need a verdict. The route's `bodyLimit`
 * holds.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const expect = (request) => ({ action: 'checkout', sid: sidOf(request), tx: cartOf(request) });
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect });
 * app.post('/pay', { preHandler: checkout, bodyLimit: 65_536 }, (request) => {
 *   const verdict = checkout.verdict(request);
 *   const isLow = verdict.ok && verdict.level === 'low';
 *   return isLow ? pay(verdict.tx) : askForCode(request);
 * });
 */
export function guard<R extends ParsedRequest, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): FastifyGuard<R, P> {
  const { check, verdict } = createGuard(options);
  const hook = async (request: R, reply: FastifyReply): Promise<unknown> => {
    const answer = await check(request, readParsed(request));
    return answer ? send(reply, answer) : undefined;
  };
  return Object.assign(hook, { verdict });
}

/** `POST {endpoint}/nonce`, with `bodyLimit: 8192`. */
export const nonceRoute = <R extends ParsedRequest>(options: NonceRouteOptions<R>) =>
  serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`, with `bodyLimit: 8192` and a parser that gives `application/jwt` as a string. */
export const enrolRoute = <R extends ParsedRequest>(options: RouteOptions<R>) =>
  serve(createEnrolRoute(options));

const serve =
  <R extends ParsedRequest>(route: Route<R>) =>
  async (request: R, reply: FastifyReply): Promise<unknown> =>
    send(reply, await route(request, readParsed(request)));

/**
 * Fastify goes on to the handler unless the reply is returned. It adds cookies to those that are set already.
 */
const send = (reply: FastifyReply, { status, headers, body }: Answer): FastifyReply =>
  reply
    .code(status)
    .headers(headers)
    .send(body ?? undefined);
