import type { Answer } from './answer.ts';
import { createNonceRoute, type NonceRouteOptions } from './grant.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { memberOf, type Reading } from './reading.ts';

export { nonceHeader } from './answer.ts';
export type { NonceRouteOptions } from './grant.ts';
export type { GuardOptions, NoVerdict, VerdictOf } from './guard.ts';

/** Node's request, with the body that `express.json()` or `express.urlencoded()` left there. */
export interface ExpressRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

/** Node's response: works in Connect, Polka and NestJS as well. */
export interface ExpressResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

type Next = (error?: unknown) => void;

export interface ExpressGuard<R, P extends NoVerdict> {
  (request: R, response: ExpressResponse, next: Next): void;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(request: R): VerdictOf<P>;
}

/**
 * `tellsign/server/express`: middleware for the routes that need a verdict, behind the body parser.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const checkout = guard({ verifier, noVerdict: 'step_up', expect: (req: Request) => ({ op: 'checkout', sid: req.session.id, tx: cartOf(req) }) });
 * app.post('/pay', checkout, (req, res) => pay(res, checkout.verdict(req)));
 */
export function guard<R extends ExpressRequest, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): ExpressGuard<R, P> {
  const { judge, verdict } = createGuard(options);
  const middleware = (request: R, response: ExpressResponse, next: Next): void => {
    judge(request, read(request)).then((answer) => (answer ? send(response, answer) : next()), next);
  };
  return Object.assign(middleware, { verdict });
}

/** `POST {endpoint}/nonce`, behind the body parser. */
export function nonceRoute<R extends ExpressRequest>(
  options: NonceRouteOptions<R>,
): (request: R, response: ExpressResponse, next: Next) => void {
  const answer = createNonceRoute(options);
  return (request, response, next) => {
    answer(request, read(request)).then((granted) => send(response, granted), next);
  };
}

function send(response: ExpressResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers);
  response.end(body);
}

const read = ({ headers, body }: ExpressRequest): Reading => ({
  header: (name) => headers[name.toLowerCase()],
  field: (name) => memberOf(body, name),
});
