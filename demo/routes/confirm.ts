import { Hono } from 'hono';
import { at } from '../pages/layout.ts';
import { noticePage } from '../pages/notice.ts';
import { resultPage } from '../pages/result.ts';
import { verifyPage } from '../pages/verify.ts';
import { isCode } from '../shop/order.ts';
import { keepOrder } from '../shop/session.ts';
import { readForm } from './form.ts';
import { frameOf, type Visit } from './visit.ts';

/** The one-time code, and the page of an order. */
export function confirmRoutes(): Hono<Visit> {
  const routes = new Hono<Visit>();

  routes.get('/verify', (context) => {
    const { pending } = context.get('session');
    const frame = frameOf(context);
    return pending === null
      ? context.redirect(at(frame, '/cart'), 303)
      : context.html(verifyPage(frame, pending));
  });

  routes.post('/verify', async (context) => {
    const session = context.get('session');
    const frame = frameOf(context);
    const { pending } = session;
    if (pending === null) return context.redirect(at(frame, '/cart'), 303);
    const { code: entered } = await readForm(context);
    if (isCode(entered, pending.code)) {
      keepOrder(session, { ...pending.order, confirmed: true });
      session.pending = null;
      session.cart = new Map();
      session.retries = 0;
      return context.redirect(at(frame, `/order/${pending.order.id}`), 303);
    }
    pending.triesLeft -= 1;
    if (pending.triesLeft > 0) {
      const error = `That is not the code we sent. ${pending.triesLeft} ${pending.triesLeft === 1 ? 'try' : 'tries'} left.`;
      return context.html(verifyPage(frame, { ...pending, error }), 422);
    }
    session.pending = null;
    const text = 'Nothing was charged. You can send the order again, and we send you another code.';
    return context.html(
      noticePage(frame, {
        title: 'Too many tries',
        text,
        href: at(frame, '/checkout'),
        link: 'Back to the checkout',
      }),
      422,
    );
  });

  routes.get('/order/:id', (context) => {
    const frame = frameOf(context);
    const order = context.get('session').orders.get(context.req.param('id'));
    return order === undefined ? context.notFound() : context.html(resultPage(frame, order));
  });

  return routes;
}
