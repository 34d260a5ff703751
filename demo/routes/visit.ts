import type { Context, Env, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Frame } from '../pages/layout.ts';
import { totals } from '../shop/cart.ts';
import type { Session, Sessions } from '../shop/session.ts';

/** What every route of the shop can read. */
export interface Visit extends Env {
  readonly Variables: { readonly session: Session };
}

const COOKIE = 'sid';

/** Finds or opens the visitor's session. The cookie holds a random id and nothing else. */
export function visit(sessions: Sessions): MiddlewareHandler<Visit> {
  return async (context, next) => {
    const known = getCookie(context, COOKIE);
    const session = sessions.open(known);
    if (session.id !== known)
      setCookie(context, COOKIE, session.id, { httpOnly: true, sameSite: 'Lax', path: '/' });
    context.set('session', session);
    context.header('Cache-Control', 'no-store');
    await next();
  };
}

export function frameOf(context: Context<Visit>): Frame {
  const { cart, origin } = context.get('session');
  return { inspect: context.req.query('inspect') !== undefined, pieces: totals(cart).pieces, origin };
}

/** The whole `Cookie` header; the verifier finds its own in it. */
export function bindingOf(context: Context<Visit>): string | undefined {
  return context.req.header('cookie');
}
