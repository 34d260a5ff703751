import { Hono } from 'hono';
import { heldPage } from '../pages/held.ts';
import { at } from '../pages/layout.ts';
import { noticePage } from '../pages/notice.ts';
import { resultPage } from '../pages/result.ts';
import { verifyPage } from '../pages/verify.ts';
import { enterCode } from '../shop/confirm.ts';
import type { Order } from '../shop/order.ts';
import type { Places } from '../shop/places.ts';
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

/** What the decider learns of a challenge. Who has the phone is the customer, whatever is in the basket. */
const PASSED = { outcome: 'legitimate', reason: 'passed_two_factor' } as const;
const FAILED = { outcome: 'fraudulent', reason: 'failed_two_factor' } as const;

/** The one-time code, and the page of an order. */
export function confirmRoutes(
  { verifier, decider }: Pick<ShopOptions, 'verifier' | 'decider'>,
  places: Places,
): Hono<Visit> {
  /**
   * Says what became of a challenge. After a right code the place counts as the account's own and the key is
   * known on it; the session's key is this one from now on. An outage costs no order.
   */
  async function learn({ decision, verdict }: Order, sid: string, label: typeof PASSED | typeof FAILED) {
    const labelled = await decider.label(decision.id, { ...label, source: 'challenge', by: 'shop' });
    if (!labelled.ok) console.warn(`shop: the label was not taken: ${labelled.code}`);
    if (label === FAILED || !verdict.ok) return;
    await verifier
      .confirm(sid, verdict.key.jkt)
      .catch((error: Error) => console.warn(`shop: ${error.message}`));
  }

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
    const session = context.get('session');
    const entered = enterCode(session, code);
    if (entered.is === 'none') return context.redirect(at(frame, '/cart'), 303);
    if (entered.is === 'wrong') {
      const { triesLeft } = entered.pending;
      const error = `That is not the code we sent. ${triesLeft} ${triesLeft === 1 ? 'try' : 'tries'} left.`;
      return context.html(verifyPage(frame, { ...entered.pending, error }), 422);
    }
    const { order } = entered;
    await learn(order, session.id, entered.is === 'spent' ? FAILED : PASSED);
    if (entered.is === 'placed') {
      places.keep(order);
      return context.redirect(at(frame, `/order/${order.id}`), 303);
    }
    const notice = { ...NOTICES[entered.is], href: at(frame, '/checkout'), link: 'Back to the checkout' };
    return context.html(noticePage(frame, notice), entered.is === 'changed' ? 409 : 422);
  });

  routes.get('/order/:id', (context) => {
    const frame = frameOf(context);
    const order = context.get('session').orders.get(context.req.param('id'));
    if (order === undefined) return context.notFound();
    return context.html(order.answer.hold ? heldPage(frame, order) : resultPage(frame, order));
  });

  return routes;
}
