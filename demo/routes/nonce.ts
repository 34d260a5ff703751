import { Hono } from 'hono';
import { ACTION } from '../pages/checkout.ts';
import type { Session } from '../shop/session.ts';
import type { ShopOptions } from './options.ts';
import { bindingOf, type Visit } from './visit.ts';

const WINDOW_MS = 60_000;
/** A page asks once per press on Pay and once per refreshed grant; thirty a minute is a lot of pressing. */
const MOST_PER_WINDOW = 30;

/** `POST /tellsign/nonce` `{op}` → `{nonce, now, exp, aud, …}`, for a page whose own nonce is used up or too old; and `POST /tellsign/enrol`. */
export function nonceRoutes({ verifier, now = Date.now }: ShopOptions): Hono<Visit> {
  const routes = new Hono<Visit>();
  routes.post('/tellsign/nonce', async (context) => {
    const body: unknown = await context.req.json().catch(() => null);
    const op = typeof body === 'object' && body !== null && 'op' in body ? body.op : undefined;
    if (op !== ACTION) return context.json({ code: 'op_unknown' }, 400);
    const session = context.get('session');
    if (!mayAsk(session, now())) {
      context.header('Retry-After', String(WINDOW_MS / 1000));
      return context.json({ code: 'too_many_requests' }, 429);
    }
    return context.json(
      await verifier.issueNonce({ action: op, sid: session.id, binding: bindingOf(context) }),
    );
  });

  // What the page's worker sends once, so that later verdicts can be told to come from the same browser. The answer says nothing else.
  routes.post('/tellsign/enrol', async (context) => {
    const session = context.get('session');
    if (!mayAsk(session, now())) return context.body(null, 429);
    const { id: sid } = session;
    const result = await verifier.enrol(await context.req.text(), { sid, binding: bindingOf(context) });
    if (result.ok) context.header('Set-Cookie', result.setCookie, { append: true });
    return context.body(null, result.ok ? 204 : 401);
  });
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
