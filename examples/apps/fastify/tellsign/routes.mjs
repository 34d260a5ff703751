import { enrolRoute, guard, nonceRoute } from 'tellsign/server/fastify';
import { cartOf, log, verifier } from './verifier.mjs';

const small = { bodyLimit: 8192 };

/** Nonce and enrolment: `app.register(tellsign, { prefix: '/tellsign' })`. */
export async function tellsign(app) {
  app.addContentTypeParser('application/jwt', { parseAs: 'string' }, async (_request, body) => body);
  app.post('/nonce', small, nonceRoute({ verifier, actions: ['checkout'] }));
  app.post('/enrol', small, enrolRoute({ verifier }));
}

/** The `preHandler` of a route that needs a verdict; forms need `@fastify/formbody`. */
export const checkout = guard({
  verifier,
  noVerdict: 'challenge',
  onVerdict: log,
  expect: (request) => ({ action: 'checkout', tx: cartOf(request) }),
});
