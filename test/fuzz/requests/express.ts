import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import express, { type ErrorRequestHandler, type Request as ExpressRequest } from 'express';
import { enrolRoute, guard, nonceRoute } from '../../../src/server/middleware/express.ts';
import type { Source } from '../source.ts';
import { MAX_BODY_BYTES, openBackend } from './backend.ts';
import { noReceipt, PARSED_KINDS, type Site } from './site.ts';

/** Headers that are drawn longer than Node's 16 KiB still reach the site. */
const MAX_HEADER_BYTES = 65_536;
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
    ask: (request) => send(request, { port, agent }),
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

/** Sends a request as it was drawn. Who hangs up in the middle of the body sees no answer: 400 stands for it. */
async function send(
  request: Request,
  to: { readonly port: number; readonly agent: Agent },
): Promise<Response> {
  const { pathname, search, host } = new URL(request.url);
  const given = [...request.headers].filter(([name]) => !FRAMING.includes(name));
  const headers = { host, ...Object.fromEntries(given) };
  const body = await request.arrayBuffer().catch(() => null);
  const outgoing = openRequest({ ...to, method: request.method, path: pathname + search, headers });
  if (body === null) {
    outgoing.setHeader('content-length', 2);
    outgoing.on('error', () => undefined).flushHeaders();
    await once(outgoing, 'socket');
    outgoing.destroy();
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
