import { Hono } from 'hono';
import { at } from '../pages/layout.ts';
import { noticePage } from '../pages/notice.ts';
import { resultPage } from '../pages/result.ts';
import { verifyPage } from '../pages/verify.ts';
import { enterCode } from '../shop/confirm.ts';
import { readForm } from './form.ts';
import type { ShopOptions } from './options.ts';
import { frameOf, type Visit } from './visit.ts';

const NOTICES = {
  spent: {
    title: 'Too many tries',
    text: 'Nothing was charged. You can send the order again, and we send you another code.',
  },
  changed: {
    title: 'Your basket has changed',
    text: 'Nothing was charged: the code was for what was in it before. Please check the total and send the order again.',
  },
} as const;

/** The one-time code, and the page of an order. */
export function confirmRoutes({ verifier }: Pick<ShopOptions, 'verifier'>): Hono<Visit> {
  /**
   * Whoever entered the code is the customer, so this key becomes the session's own. An outage of the ledger
   * is ignored.
   */
  const confirmKey = (sid: string, jkt: string) =>
    verifier.confirm(sid, jkt).catch((error: Error) => console.warn(`shop: ${error.message}`));

  const routes = new Hono<Visit>();

  routes.get('/verify', (context) => {
    const { pending } = context.get('session');
    const frame = frameOf(context);
    return pending === null
      ? context.redirect(at(frame, '/cart'), 303)
      : context.html(verifyPage(frame, pending));
  });

  routes.post('/verify', async (context) => {
    const frame = frameOf(context);
    const { code } = await readForm(context);
    // The session is read after the form, and nothing is awaited from then on: tries count one by one.
    const outcome = enterCode(context.get('session'), code);
    if (outcome.is === 'placed') {
      const { id, verdict } = outcome.order;
      if (verdict.ok) await confirmKey(context.get('session').id, verdict.key.jkt);
      return context.redirect(at(frame, `/order/${id}`), 303);
    }
    if (outcome.is === 'none') return context.redirect(at(frame, '/cart'), 303);
    if (outcome.is === 'wrong') {
      const { triesLeft } = outcome.pending;
      const error = `That is not the code we sent. ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`;
      return context.html(verifyPage(frame, { ...outcome.pending, error }), 422);
    }
    const notice = { ...NOTICES[outcome.is], href: at(frame, '/checkout'), link: 'Back to the checkout' };
    return context.html(noticePage(frame, notice), outcome.is === 'changed' ? 409 : 422);
  });

  routes.get('/order/:id', (context) => {
    const frame = frameOf(context);
    const order = context.get('session').orders.get(context.req.param('id'));
    return order === undefined ? context.notFound() : context.html(resultPage(frame, order));
  });

  return routes;
}
