import { type Context, Hono } from 'hono';
import type { Verification } from 'tellsign/server';
import { guard } from 'tellsign/server/hono';
import { edgeRequestOf, locate } from '../edge.ts';
import type { Done } from '../journal.ts';
import { ACTION, checkoutPage } from '../pages/checkout.ts';
import { alreadySent, refusedPage } from '../pages/dead-end.ts';
import { at } from '../pages/layout.ts';
import { answerTo, mayTryAgain } from '../shop/answer.ts';
import { transactionOf, withPieces } from '../shop/cart.ts';
import { FEATURED } from '../shop/catalogue.ts';
import { checkFields, type FieldErrors, type Fields, readFields } from '../shop/fields.ts';
import { createOrder } from '../shop/order.ts';
import type { Places } from '../shop/places.ts';
import { describePurchase } from '../shop/purchase.ts';
import { isStill } from '../shop/session.ts';
import { type Settled, settle } from '../shop/settle.ts';
import { readForm } from './form.ts';
import type { ShopOptions } from './options.ts';
import { bindingOf, frameOf, type Visit } from './visit.ts';

interface Again {
  readonly fields: Fields;
  readonly errors: FieldErrors;
  readonly notice?: string;
}

/** What one press on Pay came to; nothing is settled where nothing was ordered. */
interface Pressed {
  readonly done: Done;
  readonly settled: Settled | null;
}
const AGAIN: Pressed = { done: 'retry', settled: null };

/** The checkout, and what happens when somebody presses Pay. */
export function checkoutRoutes(
  { verifier, decider, journal, now = Date.now }: ShopOptions,
  places: Places,
): Hono<Visit> {
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

  /** Decides on what was verified, and orders that. */
  async function press(context: Context<Visit>, { fields, errors }: Again): Promise<Pressed> {
    const session = context.get('session');
    const verdict = checkout.verdict(context);
    const { cart, retries } = session;
    // What was verified is what is ordered; without a verdict it is the basket of this moment.
    const tx = (verdict.ok && verdict.tx) || transactionOf(cart);
    session.retries = verdict.ok ? 0 : retries + 1;
    const isChanged = verdict.ok && !isStill(session, tx);
    if (isChanged || mayTryAgain(verdict, retries)) return AGAIN;

    const request = edgeRequestOf(context, session.origin);
    const purchase = describePurchase({ session, fields, errors, verdict, tx });
    const decision = await decider.decide(verdict, { action: ACTION, ...purchase, request });
    // From here to the end nothing is awaited, so that no other request comes between check and order.
    const answer = answerTo(decision, session.wrongCodes);
    if (Object.keys(errors).length > 0) return { done: answer.outcome, settled: null };
    const journey = { from: places.last(fields.email, verdict), to: locate(request).place ?? null };
    const rules = decider.rulesOf(decision);
    const order = createOrder(fields, { cart, tx, verdict, decision, answer, journey, rules });
    const settled = settle(session, order);
    if (settled === null) return AGAIN;
    if (answer.outcome === 'allow') places.keep(order);
    return { done: answer.outcome, settled };
  }

  routes.post('/pay', checkout, async (context) => {
    const verdict = checkout.verdict(context);
    const fields = readFields(await readForm(context));
    const errors = checkFields(fields, new Date(now()));
    const { done, settled } = await press(context, { fields, errors });
    const session = context.get('session');
    const isEmpty = settled === null && session.cart.size === 0;
    // Every press is logged, even with a wrong form, so that a script that tries cards is seen from its first
    // try on.
    await journal({ action: ACTION, verdict, decision: done });

    const frame = frameOf(context);
    if (settled === 'refused') return context.html(refusedPage(frame), 403);
    if (settled !== null) return context.redirect(at(frame, settled.path), 303);
    if (isEmpty) return context.html(alreadySent(frame, [...session.orders.keys()].at(-1)), 409);
    if (Object.keys(errors).length > 0) return show(context, 422, { fields, errors });
    return show(context, 409, { fields, errors, notice: retryNotice(verdict) });
  });

  return routes;
}

/**
 * The same words for every code: which check failed is for the log alone. The visitor knows of a changed
 * basket anyway.
 */
function retryNotice(verdict: Verification): string {
  if (verdict.ok || verdict.code === 'missing' || verdict.code === 'tx_mismatch')
    return 'Your basket changed while this page was open. Please check the total, enter your card once more and press Pay.';
  return 'This page was open for a while, so nothing was sent. Please enter your card once more and press Pay.';
}
