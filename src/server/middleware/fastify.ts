import type { Answer } from './answer.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { type ParsedRequest, readParsed } from './reading.ts';
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
 * `tellsign/server/fastify`: a `preHandler` for the routes that need a verdict.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect: (request: FastifyRequest) => ({ action: 'checkout', sid: sidOf(request), tx }) });
 * app.post('/pay', { preHandler: checkout }, (request) => pay(checkout.verdict(request)));
 */
export function guard<R extends ParsedRequest, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): FastifyGuard<R, P> {
  const { judge, verdict } = createGuard(options);
  const hook = async (request: R, reply: FastifyReply): Promise<unknown> => {
    const answer = await judge(request, readParsed(request));
    return answer ? send(reply, answer) : undefined;
  };
  return Object.assign(hook, { verdict });
}

/** `POST {endpoint}/nonce`. */
export const nonceRoute = <R extends ParsedRequest>(options: NonceRouteOptions<R>) =>
  serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`, with a content type parser that gives `application/jwt` as a string. */
export const enrolRoute = <R extends ParsedRequest>(options: RouteOptions<R>) =>
  serve(createEnrolRoute(options));

const serve =
  <R extends ParsedRequest>(route: Route<R>) =>
  async (request: R, reply: FastifyReply): Promise<unknown> =>
    send(reply, await route(request, readParsed(request)));

/** A reply that was sent has to be returned, or Fastify goes on to the handler. It adds cookies to those that are set already. */
const send = (reply: FastifyReply, { status, headers, body }: Answer): FastifyReply =>
  reply
    .code(status)
    .headers(headers)
    .send(body ?? undefined);
