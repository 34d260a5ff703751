import type { Answer } from './answer.ts';
import { createNonceRoute, type NonceRouteOptions } from './grant.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { memberOf, type Reading } from './reading.ts';

export { nonceHeader } from './answer.ts';
export type { NonceRouteOptions } from './grant.ts';
export type { GuardOptions, NoVerdict, VerdictOf } from './guard.ts';

/** As much of Fastify's request as is used. */
export interface FastifyRequestLike {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

/** As much of Fastify's reply as is used. */
export interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(values: Record<string, string>): FastifyReplyLike;
  send(body: string): FastifyReplyLike;
}

export interface FastifyGuard<R, P extends NoVerdict> {
  (request: R, reply: FastifyReplyLike): Promise<unknown>;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(request: R): VerdictOf<P>;
}

/**
 * `tellsign/server/fastify`: a `preHandler` for the routes that need a verdict.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const checkout = guard({ verifier, noVerdict: 'step_up', expect: (request: FastifyRequest) => ({ op: 'checkout', sid: sidOf(request), tx }) });
 * app.post('/pay', { preHandler: checkout }, (request) => pay(checkout.verdict(request)));
 */
export function guard<R extends FastifyRequestLike, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): FastifyGuard<R, P> {
  const { judge, verdict } = createGuard(options);
  const hook = async (request: R, reply: FastifyReplyLike): Promise<unknown> => {
    const answer = await judge(request, read(request));
    return answer ? send(reply, answer) : undefined;
  };
  return Object.assign(hook, { verdict });
}

/** `POST {endpoint}/nonce`. */
export function nonceRoute<R extends FastifyRequestLike>(
  options: NonceRouteOptions<R>,
): (request: R, reply: FastifyReplyLike) => Promise<unknown> {
  const answer = createNonceRoute(options);
  return async (request, reply) => send(reply, await answer(request, read(request)));
}

/** A reply that was sent has to be returned, or Fastify goes on to the handler. */
const send = (reply: FastifyReplyLike, { status, headers, body }: Answer): FastifyReplyLike =>
  reply.code(status).headers(headers).send(body);

const read = ({ headers, body }: FastifyRequestLike): Reading => ({
  header: (name) => headers[name.toLowerCase()],
  field: (name) => memberOf(body, name),
});
