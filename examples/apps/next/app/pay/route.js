import { guard } from 'tellsign/server/next';
import { cartOf, log, settle, verifier } from '../../tellsign/verifier.mjs';

const checkout = guard({
  verifier,
  noVerdict: 'challenge',
  onVerdict: log,
  expect: (request) => ({ action: 'checkout', tx: cartOf(request) }),
});

export const POST = checkout((request) => new Response(settle(checkout.verdict(request))));
