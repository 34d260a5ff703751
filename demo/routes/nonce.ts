import { type Context, Hono } from 'hono';
import { enrolRoute, nonceRoute } from 'tellsign/server/hono';
import { ACTION } from '../pages/checkout.ts';
import type { Session } from '../shop/session.ts';
import type { ShopOptions } from './options.ts';
import type { Visit } from './visit.ts';

/** Nonce requests are counted in windows of this length, ms. */
const WINDOW_MS = 60_000;
/**
 * Chosen: a page asks once per press on Pay and once per refreshed nonce; thirty a minute is a lot of
 * pressing.
 */
const MOST_PER_WINDOW = 30;

/**
 * `POST /tellsign/nonce`, for a page whose own nonce is used up or too old, and `POST /tellsign/enrol`, which
 * the page's worker sends once, so that later verdicts show that they come from the same browser. Nonces are
 * bound to the shop's session.
 */
export function nonceRoutes({ verifier, now = Date.now }: ShopOptions): Hono<Visit> {
  const options = {
    verifier,
    sid: (context: Context<Visit>) => context.get('session').id,
    isAllowed: (context: Context<Visit>) => mayAsk(context.get('session'), now()),
  };
  const routes = new Hono<Visit>();
  routes.post('/tellsign/nonce', nonceRoute({ ...options, actions: [ACTION] }));
  routes.post('/tellsign/enrol', enrolRoute(options));
  return routes;
}

function mayAsk({ issued }: Session, nowMs: number): boolean {
  if (nowMs - issued.windowStartMs >= WINDOW_MS) {
    issued.windowStartMs = nowMs;
    issued.count = 0;
  }
  issued.count += 1;
  return issued.count <= MOST_PER_WINDOW;
}
