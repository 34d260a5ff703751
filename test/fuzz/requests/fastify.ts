import createFastify, { type FastifyRequest, type HTTPMethods } from 'fastify';
import { enrolRoute, guard, nonceRoute } from '../../../src/server/middleware/fastify.ts';
import type { Source } from '../source.ts';
import { MAX_BODY_BYTES, openBackend } from './backend.ts';
import { noReceipt, PARSED_KINDS, type Site } from './site.ts';

const FORM = 'application/x-www-form-urlencoded';
/** Of nonce and enrolment, as docs/integrate.md has it. */
const small = { bodyLimit: 8192 };

/** Fastify, in this process. */
export async function openFastify(source: Source): Promise<Site> {
  const { verifier, actions, sid, wanted, guarding, order, broke, take } = openBackend(source);
  const keyed = ({ headers }: FastifyRequest) => ({
    ...wanted,
    idempotencyKey: String(headers['idempotency-key'] ?? ''),
  });
  const form = guard<FastifyRequest, 'challenge'>({
    ...guarding,
    noVerdict: 'challenge',
    expect: () => wanted,
  });
  const api = guard<FastifyRequest, 'refuse'>({ ...guarding, noVerdict: 'refuse', expect: keyed });

  const app = createFastify({ bodyLimit: MAX_BODY_BYTES });
  const asText = async (_request: FastifyRequest, body: string) => body;
  app.addContentTypeParser('application/jwt', { parseAs: 'string' }, asText);
  app.addContentTypeParser(FORM, { parseAs: 'string' }, async (_request: FastifyRequest, body: string) =>
    fieldsOf(new URLSearchParams(body)),
  );
  app.post('/tellsign/nonce', small, nonceRoute({ verifier, actions }));
  app.post('/tellsign/enrol', small, enrolRoute({ verifier }));
  app.post('/session/nonce', small, nonceRoute({ verifier, actions, sid }));
  app.post('/session/enrol', small, enrolRoute({ verifier, sid }));
  app.post('/pay', { preHandler: form }, async (request) => order(form.verdict(request)));
  app.post('/api/pay', { preHandler: api }, async (request) => order(api.verdict(request)));
  app.setErrorHandler((error: Error & { readonly statusCode?: number }, _request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 500) broke(error);
    return reply.code(statusCode).send('broken');
  });
  await app.ready();

  return {
    verifier,
    kinds: PARSED_KINDS,
    async ask(request) {
      const method = request.method as HTTPMethods;
      const headers = Object.fromEntries(request.headers);
      // Of a sender who hangs up, nothing is left of the body.
      const payload = Buffer.from(await request.arrayBuffer().catch(() => new ArrayBuffer(0)));
      const {
        statusCode: status,
        rawPayload,
        headers: got,
      } = await app.inject({
        method: method as 'POST',
        url: request.url,
        headers,
        ...(payload.length > 0 && { payload }),
      });
      const response = new Response(status === 204 ? null : Uint8Array.from(rawPayload), { status });
      for (const [name, value] of Object.entries(got))
        for (const each of [value].flat()) response.headers.append(name, String(each));
      return response;
    },
    receipt: noReceipt,
    take,
    close: () => app.close(),
  };
}

/** A field that came twice is a list, as `@fastify/formbody` has it. */
const fieldsOf = (form: URLSearchParams): object =>
  Object.fromEntries(
    [...form.keys()].map((name) => {
      const values = form.getAll(name);
      return [name, values.length > 1 ? values : values[0]];
    }),
  );
