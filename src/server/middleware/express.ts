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

/** Node's response: works in Connect, Polka and NestJS as well. */
export interface ExpressResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  appendHeader(name: string, value: string): unknown;
  end(body?: string): unknown;
}

type Next = (error?: unknown) => void;

export interface ExpressGuard<R, P extends NoVerdict> {
  (request: R, response: ExpressResponse, next: Next): void;
  /** The verdict on this request, in a handler behind the guard. */
  verdict(request: R): VerdictOf<P>;
}

/**
 * `tellsign/server/express`: middleware for the routes that need a verdict, behind the body parser of the site.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect: (req: Request) => ({ action: 'checkout', sid: req.session.id, tx: cartOf(req) }) });
 * app.post('/pay', checkout, (req, res) => pay(res, checkout.verdict(req)));
 */
export function guard<R extends ParsedRequest, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): ExpressGuard<R, P> {
  const { judge, verdict } = createGuard(options);
  const middleware = (request: R, response: ExpressResponse, next: Next): void => {
    judge(request, readParsed(request)).then((answer) => (answer ? send(response, answer) : next()), next);
  };
  return Object.assign(middleware, { verdict });
}

/** `POST {endpoint}/nonce`, behind `express.json()`. */
export const nonceRoute = <R extends ParsedRequest>(options: NonceRouteOptions<R>) =>
  serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`, behind `express.text({ type: 'application/jwt' })`. */
export const enrolRoute = <R extends ParsedRequest>(options: RouteOptions<R>) =>
  serve(createEnrolRoute(options));

const serve =
  <R extends ParsedRequest>(route: Route<R>) =>
  (request: R, response: ExpressResponse, next: Next): void => {
    route(request, readParsed(request)).then((answer) => send(response, answer), next);
  };

/** Cookies are added to those that are set already. */
function send(response: ExpressResponse, { status, headers, body }: Answer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  response.end(body ?? undefined);
}
