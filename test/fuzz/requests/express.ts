import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import express, {
  type ErrorRequestHandler,
  type Request as ExpressRequest,
  type RequestHandler,
} from 'express';
import { enrolRoute, guard, nonceRoute } from '../../../src/server/middleware/express.ts';
import type { Source } from '../source.ts';
import { MAX_BODY_BYTES, openBackend } from './backend.ts';
import { noReceipt, PARSED_KINDS, type Site } from './site.ts';

/** Headers that are drawn longer than Node's 16 KiB still reach the site: 20 kB each, and four of them. */
const MAX_HEADER_BYTES = 262_144;
/** Headers that say where a body ends: what the client itself has to say truly. */
const FRAMING = ['content-length', 'transfer-encoding'];

/** Express on a loopback connection, with the parsers and limits of docs/integrate.md. */
export async function openExpress(source: Source): Promise<Site> {
  const { verifier, actions, sid, wanted, guarding, order, broke, take } = openBackend(source);
  const keyed = ({ headers }: ExpressRequest) => ({
    ...wanted,
    idempotencyKey: String(headers['idempotency-key'] ?? ''),
  });
  const form = guard<ExpressRequest, 'challenge'>({
    ...guarding,
    noVerdict: 'challenge',
    expect: () => wanted,
  });
  const api = guard<ExpressRequest, 'refuse'>({ ...guarding, noVerdict: 'refuse', expect: keyed });

  const app = express();
  const { middleware, next } = watch();
  app.use(middleware);
  const small = [express.json({ limit: '8kb' }), express.text({ type: 'application/jwt', limit: '8kb' })];
  app.use(['/tellsign', '/session'], ...small);
  app.use(['/pay', '/api'], express.json({ limit: MAX_BODY_BYTES }));
  app.use(['/pay', '/api'], express.urlencoded({ limit: MAX_BODY_BYTES, extended: true }));
  app.post('/tellsign/nonce', nonceRoute({ verifier, actions }));
  app.post('/tellsign/enrol', enrolRoute({ verifier }));
  app.post('/session/nonce', nonceRoute({ verifier, actions, sid }));
  app.post('/session/enrol', enrolRoute({ verifier, sid }));
  app.post('/pay', form, (request, response) => void response.send(order(form.verdict(request))));
  app.post('/api/pay', api, (request, response) => void response.send(order(api.verdict(request))));
  app.use(((error: Error & { readonly status?: number }, _request, response, _next) => {
    const { status = 500 } = error;
    if (status >= 500) broke(error);
    response.status(status).send('broken');
  }) satisfies ErrorRequestHandler);

  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    verifier,
    kinds: PARSED_KINDS,
    ask: (request) => send(request, { port, agent, next }),
    receipt: noReceipt,
    take,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Server {
  readonly port: number;
  readonly agent: Agent;
  /** When the next request has reached the site, and when the site is through with it. */
  next(): { readonly isThere: Promise<void>; readonly isAnswered: Promise<void> };
}

/** Sends a request as it was drawn. A sender who hangs up in the middle of the body sees no answer: 400. */
async function send(request: Request, { port, agent, next }: Server): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const given = [...request.headers].filter(([name]) => !FRAMING.includes(name));
  const headers = { host, ...Object.fromEntries(given) };
  const body = await request.arrayBuffer().catch(() => null);
  const path = pathname + search;
  const outgoing = openRequest({ port, agent, method: request.method, path, headers });
  if (body === null) {
    const { isThere, isAnswered } = next();
    outgoing.on('error', () => undefined);
    outgoing.setHeader('content-length', 2);
    // body-parser waits for the end of a compressed body for ever, and calls no handler.
    outgoing.removeHeader('content-encoding');
    outgoing.flushHeaders();
    const isRefused = once(outgoing, 'close').then(() => 'refused');
    const state = await Promise.race([isThere, isRefused]);
    outgoing.destroy();
    if (state !== 'refused') await isAnswered;
    return new Response(null, { status: 400 });
  }
  outgoing.end(new Uint8Array(body));
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  const answer = await buffer(incoming);
  const { statusCode: status = 0, rawHeaders } = incoming;
  const response = new Response(status === 204 ? null : answer, { status });
  for (let at = 0; at < rawHeaders.length; at += 2)
    response.headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  return response;
}

/** Tells when a request comes, and when its answer is complete, whether or not anybody still reads it. */
function watch() {
  let arrive: () => void = () => undefined;
  let answer: () => void = () => undefined;
  const middleware: RequestHandler = (_request, response, next) => {
    const end = response.end.bind(response) as (...given: readonly unknown[]) => typeof response;
    response.end = (...given: readonly unknown[]) => {
      answer();
      return end(...given);
    };
    arrive();
    next();
  };
  const next: Server['next'] = () => ({
    isThere: new Promise((resolve) => {
      arrive = resolve;
    }),
    isAnswered: new Promise((resolve) => {
      answer = resolve;
    }),
  });
  return { middleware, next };
}
