import type { Answer } from './answer.ts';
import { createEnrolRoute } from './enrol-route.ts';
import { createGuard, type GuardOptions, type NoVerdict, type VerdictOf } from './guard.ts';
import { createNonceRoute, type NonceRouteOptions } from './nonce-route.ts';
import { type ParsedRequest, readParsed } from './read-parsed.ts';
import type { Route, RouteOptions } from './route.ts';

export * from './exports.ts';

/** Node's response: works in Connect, Polka and NestJS as well. */
export interface ExpressResponse {
  statusCode: number;
  readonly headersSent: boolean;
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
 * `tellsign/server/express`: middleware for the routes that need a verdict. It goes behind the body parser of
 * the site, whose limit holds.
 *
 * @throws TypeError without `noVerdict`
 * @example
 * const expect = (req: Request) => ({ action: 'checkout', sid: req.session.id, tx: cartOf(req) });
 * const checkout = guard({ verifier, noVerdict: 'challenge', expect });
 * app.post('/pay', express.json({ limit: '64kb' }), checkout, (req, res) => {
 *   const verdict = checkout.verdict(req);
 *   const isLow = verdict.ok && verdict.level === 'low';
 *   return isLow ? pay(res, verdict.tx) : askForCode(res);
 * });
 */
export function guard<R extends ParsedRequest, P extends NoVerdict>(
  options: GuardOptions<R, P>,
): ExpressGuard<R, P> {
  const { check, verdict } = createGuard(options);
  const middleware = (request: R, response: ExpressResponse, next: Next): void => {
    check(request, readParsed(request))
      .then((answer) => (answer ? send(response, answer) : next()))
      .catch(next);
  };
  return Object.assign(middleware, { verdict });
}

/** `POST {endpoint}/nonce`, behind `express.json({ limit: '8kb' })`. */
export const nonceRoute = <R extends ParsedRequest>(options: NonceRouteOptions<R>) =>
  serve(createNonceRoute(options));

/** `POST {endpoint}/enrol`, behind `express.text({ type: 'application/jwt', limit: '8kb' })`. */
export const enrolRoute = <R extends ParsedRequest>(options: RouteOptions<R>) =>
  serve(createEnrolRoute(options));

const serve =
  <R extends ParsedRequest>(route: Route<R>) =>
  (request: R, response: ExpressResponse, next: Next): void => {
    route(request, readParsed(request))
      .then((answer) => send(response, answer))
      .catch(next);
  };

/**
 * Cookies are added to those that are set already. A response that something else has sent, such as a
 * time-out, stays as it is.
 */
function send(response: ExpressResponse, { status, headers, body }: Answer): void {
  if (response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) {
    if (name === 'set-cookie') response.appendHeader(name, value);
    else response.setHeader(name, value);
  }
  response.end(body ?? undefined);
}
