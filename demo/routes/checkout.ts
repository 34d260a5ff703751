import { type Context, Hono } from 'hono';
import type { Verification } from 'tellsign/server';
import { ACTION, checkoutPage } from '../pages/checkout.ts';
import { at } from '../pages/layout.ts';
import { noticePage } from '../pages/notice.ts';
import { type Decision, decide } from '../policy.ts';
import { transactionOf, withPieces } from '../shop/cart.ts';
import { FEATURED } from '../shop/catalogue.ts';
import { checkFields, type FieldErrors, type Fields, readFields } from '../shop/fields.ts';
import { CODE_TRIES, createCode, createOrder } from '../shop/order.ts';
import { keepOrder } from '../shop/session.ts';
import { readForm } from './form.ts';
import type { ShopOptions } from './options.ts';
import { bindingOf, frameOf, type Visit } from './visit.ts';

const TOKEN_FIELD = 'tellsign-token';

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
    const grant = await verifier.issueNonce({ action: ACTION, sid, binding: bindingOf(context) });
    return context.html(checkoutPage(frameOf(context), { cart, grant, ...again }), status);
  }

  routes.get('/checkout', (context) => {
    const session = context.get('session');
    // A bare link to the checkout means "buy now".
    if (session.cart.size === 0) session.cart = withPieces(session.cart, FEATURED, 1);
    return show(context, 200, { fields: readFields({}), errors: {} });
  });

  routes.post('/pay', async (context) => {
    const session = context.get('session');
    const { cart } = session;
    const body = await readForm(context);
    // Judged before the fields are: whoever tries cards at random is seen from the first press on Pay.
    const verdict = await verifier.verify(tokenOf(body), {
      action: ACTION,
      sid: session.id,
      binding: bindingOf(context),
      tx: transactionOf(cart),
      servedAt: Math.floor(session.openedMs / 1000),
    });
    const decision = decide(verdict, session.retries);
    await journal({ action: ACTION, verdict, decision });
    session.retries = verdict.ok ? 0 : session.retries + 1;

    if (cart.size === 0) return context.html(alreadySent(context), 409);
    const fields = readFields(body);
    const errors = checkFields(fields, new Date(now()));
    if (Object.keys(errors).length > 0) return show(context, 422, { fields, errors });
    if (decision === 'retry') return show(context, 409, { fields, errors, notice: retryNotice(verdict) });
    return place(context, { fields, verdict, decision });
  });

  return routes;
}

function place(
  context: Context<Visit>,
  {
    fields,
    ...about
  }: { readonly fields: Fields; readonly verdict: Verification; readonly decision: Decision },
): Response {
  const session = context.get('session');
  const frame = frameOf(context);
  const order = createOrder(fields, { cart: session.cart, ...about });
  if (about.decision === 'challenge') {
    session.pending = { order, code: createCode(), triesLeft: CODE_TRIES };
    return context.redirect(at(frame, '/verify'), 303);
  }
  keepOrder(session, order);
  session.cart = new Map();
  session.retries = 0;
  return context.redirect(at(frame, `/order/${order.id}`), 303);
}

/** An empty hidden field means that the page had no token to give, which is the same as no field. */
function tokenOf(body: Readonly<Record<string, unknown>>): unknown {
  const token = Object.hasOwn(body, TOKEN_FIELD) ? body[TOKEN_FIELD] : undefined;
  return token === '' ? undefined : token;
}

/** The same words for every code: which check failed is for the log alone, except where the visitor can see it anyway. */
function retryNotice(verdict: Verification): string {
  if (!verdict.ok && verdict.code === 'tx_mismatch')
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
