import { type Context, Hono } from 'hono';
import type { Verification } from 'tellsign/server';
import { guard } from 'tellsign/server/hono';
import { ACTION, checkoutPage } from '../pages/checkout.ts';
import { at } from '../pages/layout.ts';
import { noticePage } from '../pages/notice.ts';
import { decide } from '../policy.ts';
import { transactionOf, withPieces } from '../shop/cart.ts';
import { FEATURED } from '../shop/catalogue.ts';
import { checkFields, type FieldErrors, type Fields, readFields } from '../shop/fields.ts';
import { CODE_TRIES, createCode, createOrder, type Order } from '../shop/order.ts';
import { isStill, type Session, takeCart } from '../shop/session.ts';
import { readForm } from './form.ts';
import type { ShopOptions } from './options.ts';
import { bindingOf, frameOf, type Visit } from './visit.ts';

interface Again {
  readonly fields: Fields;
  readonly errors: FieldErrors;
  readonly notice?: string;
}

/** The checkout, and what happens when somebody presses Pay. */
export function checkoutRoutes({ verifier, journal, now = Date.now }: ShopOptions): Hono<Visit> {
  const routes = new Hono<Visit>();

  /** The form with a fresh nonce, which the next verdict must carry. */
  async function show(context: Context<Visit>, status: 200 | 409 | 422, again: Again): Promise<Response> {
    const { id: sid, cart } = context.get('session');
    const nonceResponse = await verifier.issueNonce({ action: ACTION, sid, binding: bindingOf(context) });
    return context.html(checkoutPage(frameOf(context), { cart, nonceResponse, ...again }), status);
  }

  routes.get('/checkout', (context) => {
    const session = context.get('session');
    // A bare link to the checkout means "buy now".
    if (session.cart.size === 0) session.cart = withPieces(session.cart, FEATURED, 1);
    return show(context, 200, { fields: readFields({}), errors: {} });
  });

  const checkout = guard({
    verifier,
    noVerdict: 'challenge',
    expect: (context: Context<Visit>) => {
      const { id: sid, cart, openedMs } = context.get('session');
      return { action: ACTION, sid, tx: transactionOf(cart), servedAt: Math.floor(openedMs / 1000) };
    },
  });

  routes.post('/pay', checkout, async (context) => {
    const session = context.get('session');
    const verdict = checkout.verdict(context);
    const fields = readFields(await readForm(context));
    const errors = checkFields(fields, new Date(now()));
    // Nothing is awaited from here to the end of `settle`, so that no other request comes between check and
    // order.
    const isChanged = verdict.ok && !isStill(session, verdict.tx);
    const decision = isChanged ? 'retry' : decide(verdict, session);
    session.retries = verdict.ok ? 0 : session.retries + 1;
    const hasErrors = Object.keys(errors).length > 0;
    const path = hasErrors || decision === 'retry' ? null : settle(session, { fields, verdict, decision });
    const isEmpty = path === null && session.cart.size === 0;
    // Every press is logged, even with a wrong form, so that a script that tries cards is seen from its first
    // try on.
    await journal({ action: ACTION, verdict, decision });

    if (path !== null) return context.redirect(at(frameOf(context), path), 303);
    if (isEmpty) return context.html(alreadySent(context), 409);
    if (hasErrors) return show(context, 422, { fields, errors });
    return show(context, 409, { fields, errors, notice: retryNotice(verdict, isChanged) });
  });

  return routes;
}

/**
 * Makes the order and takes the basket out of the session, in one step: one basket makes one order. An order
 * that waits for its code leaves the basket where it is. Gives the path of the next page, or null when there
 * is nothing to order.
 */
function settle(
  session: Session,
  { fields, verdict, decision }: { readonly fields: Fields } & Pick<Order, 'verdict' | 'decision'>,
): string | null {
  // What was verified is what is ordered. Without a verdict it is the basket of this moment, after its code
  // was entered.
  const tx = (verdict.ok && verdict.tx) || transactionOf(session.cart);
  const { cart } = session;
  if (!isStill(session, tx)) return null;
  const order = createOrder(fields, { cart, tx, decision, verdict });
  if (decision === 'challenge') {
    session.pending = { order, code: createCode(), triesLeft: CODE_TRIES };
    return '/verify';
  }
  takeCart(session, order);
  return `/order/${order.id}`;
}

/**
 * The same words for every code: which check failed is for the log alone. The visitor knows of a changed
 * basket anyway.
 */
function retryNotice(verdict: Verification, isChanged: boolean): string {
  if (isChanged || (!verdict.ok && verdict.code === 'tx_mismatch'))
    return 'Your basket changed while this page was open. Please check the total, enter your card once more and press Pay.';
  return 'This page was open for a while, so nothing was sent. Please enter your card once more and press Pay.';
}

function alreadySent(context: Context<Visit>): ReturnType<typeof noticePage> {
  const frame = frameOf(context);
  const last = [...context.get('session').orders.keys()].at(-1);
  const title = 'There is nothing left to pay';
  if (last === undefined) {
    return noticePage(frame, {
      title,
      text: 'Your basket is empty.',
      href: at(frame, '/'),
      link: 'Back to the shop',
    });
  }
  const text = 'This order was already sent; it was not sent twice.';
  return noticePage(frame, { title, text, href: at(frame, `/order/${last}`), link: `See order ${last}` });
}
