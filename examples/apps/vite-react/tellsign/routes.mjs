import { Hono } from 'hono';
import { routes } from 'tellsign/server';
import { guard } from 'tellsign/server/hono';
import { cartOf, log, verifier } from './verifier.mjs';

const answer = routes({ verifier, actions: ['checkout'] });

/** Nonce, enrolment and health: `app.route('/tellsign', tellsign)`, before the files. */
export const tellsign = new Hono();
tellsign.on(['GET', 'POST'], '/:route{nonce|enrol|health}', (c) => answer(c.req.raw));

/** Stands before the handler that needs a verdict. */
export const checkout = guard({
  verifier,
  noVerdict: 'challenge',
  onVerdict: log,
  expect: (c) => ({ action: 'checkout', tx: cartOf(c) }),
});
