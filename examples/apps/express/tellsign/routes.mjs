import express from 'express';
import { enrolRoute, guard, nonceRoute } from 'tellsign/server/express';
import { cartOf, log, verifier } from './verifier.mjs';

/** Nonce and enrolment: `app.use('/tellsign', tellsign)`, before the files. */
export const tellsign = express.Router();
tellsign.use(express.json({ limit: '8kb' }), express.text({ type: 'application/jwt', limit: '8kb' }));
tellsign.post('/nonce', nonceRoute({ verifier, actions: ['checkout'] }));
tellsign.post('/enrol', enrolRoute({ verifier }));

/** Stands before the handler that needs a verdict, and behind a body parser. */
export const checkout = guard({
  verifier,
  noVerdict: 'challenge',
  onVerdict: log,
  expect: (request) => ({ action: 'checkout', tx: cartOf(request) }),
});
