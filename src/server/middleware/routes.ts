import type { Metrics } from '../metrics/metrics.ts';
import type { Verifier } from '../verifier.ts';
import { type Answer, json } from './answer.ts';
import { createEnrolRoute } from './enrol-route.ts';
import { createNonceRoute, type NonceRouteOptions } from './nonce-route.ts';
import { readWeb } from './read-web.ts';
import type { Route } from './route.ts';

/** Answers a web request: the shape of a `fetch` handler. */
export type FetchHandler = (request: Request) => Promise<Response>;

/** The routes, and one that the site puts behind a guard of its own. */
export interface Routes extends FetchHandler {
  /** `GET`: the counted metrics as Prometheus' text; 404 without the option `metrics`. */
  readonly metrics: FetchHandler;
}

export interface RoutesOptions extends NonceRouteOptions<Request> {
  /** What `createMetrics` of `tellsign/server/metrics` gave, for `routes().metrics`. @default none */
  readonly metrics?: Pick<Metrics, 'text'> | undefined;
}

interface Endpoint {
  readonly methods: readonly string[];
  readonly answer: Route<Request>;
}

/**
 * All routes that a page needs, as one `fetch` handler (Hono, Next, SvelteKit, Astro, Bun, Deno, workers). It
 * reads the last part of the path, so it may be mounted anywhere. It reads bodies of at most 8 KiB: - `POST
 * {endpoint}/nonce` and `POST {endpoint}/enrol`, as `nonceRoute` and `enrolRoute` of each framework; - `GET
 * {endpoint}/health`: 200 while nonces can be issued, 503 otherwise, for a load balancer.
 *
 * Everything else is 404, and another method 405. `routes().metrics` answers with the counted metrics; mount
 * it where only your scraper gets in. What `sid` or `isAllowed` throws is passed on.
 *
 * @throws TypeError for options that are wrong
 * @example
 * const answer = routes({ verifier, actions: ['checkout'] });
 * app.all('/tellsign/:route', (c) => answer(c.req.raw)); // Hono
 * export const POST = answer; // Next, app/tellsign/[route]/route.ts
 */
export function routes({ metrics, ...options }: RoutesOptions): Routes {
  const endpoints = new Map<string | undefined, Endpoint>([
    ['nonce', { methods: ['POST'], answer: createNonceRoute(options) }],
    ['enrol', { methods: ['POST'], answer: createEnrolRoute(options) }],
    ['health', { methods: ['GET', 'HEAD'], answer: () => checkHealth(options) }],
  ]);
  const answerPage: FetchHandler = async (request) => {
    const endpoint = endpoints.get(new URL(request.url).pathname.split('/').at(-1));
    if (!endpoint) return toResponse(NOT_FOUND());
    const { methods, answer } = endpoint;
    if (methods.includes(request.method)) return toResponse(await answer(request, readWeb(request)));
    return toResponse(json(405, { code: 'method_not_allowed' }, { allow: methods.join(', ') }));
  };
  const answerMetrics: FetchHandler = async () =>
    metrics ? new Response(metrics.text(), { headers: METRICS_HEADERS }) : toResponse(NOT_FOUND());
  return Object.assign(answerPage, { metrics: answerMetrics });
}

const NOT_FOUND = () => json(404, { code: 'not_found' });
const METRICS_HEADERS = {
  'content-type': 'text/plain; version=0.0.4; charset=utf-8',
  'cache-control': 'no-store',
};

/** An answer as a web response. */
export const toResponse = ({ body, ...init }: Answer): Response => new Response(body, init);

/** Issues a nonce and drops it, which shows that keys, clock and action are right. */
async function checkHealth({
  verifier,
  actions,
}: {
  readonly verifier: Pick<Verifier, 'issueNonce'>;
  readonly actions: readonly string[];
}): Promise<Answer> {
  try {
    await verifier.issueNonce({ action: String(actions[0]), sid: 'health', isHealthCheck: true });
    return json(200, { status: 'pass' });
  } catch {
    return json(503, { status: 'fail' });
  }
}
