import { html } from 'hono/html';
import type { Verifier } from 'tellsign/server';
import { type Cart, formatMinor, totals, transactionOf } from '../shop/cart.ts';
import { COUNTRIES } from '../shop/countries.ts';
import type { FieldErrors, Fields } from '../shop/fields.ts';
import { basketLines, sums } from './cart.ts';
import { field } from './field.ts';
import { at, type Frame, type Html, page } from './layout.ts';

export interface CheckoutView {
  readonly cart: Cart;
  /** Written into the page, so that the first verdict needs no extra round trip (protocol §1.2). */
  readonly nonceResponse: Awaited<ReturnType<Verifier['issueNonce']>>;
  readonly fields: Fields;
  readonly errors: FieldErrors;
  /** Why the visitor sees this page again. */
  readonly notice?: string;
}

export const ACTION = 'checkout';

export function checkoutPage(frame: Frame, view: CheckoutView): Html {
  const { nonceResponse, cart, errors, notice } = view;
  const wrong = Object.entries(errors);
  return page(frame, {
    title: wrong.length > 0 ? 'Please check the form' : 'Checkout',
    watched: true,
    head: html`<meta name="vrd" data-op="${ACTION}" data-nonce="${nonceResponse.nonce}" data-now="${nonceResponse.now}" data-exp="${nonceResponse.exp}" data-aud="${nonceResponse.aud}" data-enrol="${nonceResponse.enrol ?? ''}" data-jkt="${nonceResponse.jkt ?? ''}">`,
    main: html`
<h1>Checkout</h1>
${notice === undefined ? '' : html`<p class="notice" role="alert" id="notice">${notice}</p>`}
${
  wrong.length === 0
    ? ''
    : html`<div class="notice" role="alert"><p>Nothing was sent yet. Please look at:</p><ul>${wrong.map(
        ([name, text]) => html`<li><a href="#${name}">${text}</a></li>`,
      )}</ul></div>`
}
<div class="split checkout">
  ${form(frame, view)}
  <aside class="summary" aria-label="Order summary">
    <h2>Your order</h2>
    ${basketLines(cart)}${sums(cart)}
    <p class="hint"><a href="${at(frame, '/cart')}">Change the basket</a></p>
  </aside>
</div>`,
  });
}

function form(frame: Frame, { cart, fields, errors }: CheckoutView): Html {
  const transaction = transactionOf(cart);
  const input = (spec: Parameters<typeof field>[0]): Html => field(spec, { fields, errors });
  return html`<form class="details" method="post" action="${at(frame, '/pay')}" novalidate data-tellsign="${ACTION}"
    ${Object.entries(transaction).map(([name, value]) => html` data-tellsign-tx-${name}="${value}"`)}>
  <fieldset><legend>Contact</legend>
    <div class="pair">
      ${input({ name: 'name', label: 'Full name', autocomplete: 'name' })}
      ${input({ name: 'email', label: 'Email', type: 'email', autocomplete: 'email', inputmode: 'email' })}
      ${input({ name: 'phone', label: 'Phone', type: 'tel', autocomplete: 'tel', inputmode: 'tel', hint: 'For the courier only' })}
    </div>
  </fieldset>
  <fieldset><legend>Delivery</legend>
    <div class="pair">
      ${input({ name: 'country', label: 'Country', autocomplete: 'country', options: COUNTRIES })}
      ${input({ name: 'addr', label: 'Street and number', autocomplete: 'street-address' })}
      ${input({ name: 'city', label: 'Town', autocomplete: 'address-level2' })}
      ${input({ name: 'zip', label: 'Postcode', autocomplete: 'postal-code' })}
    </div>
  </fieldset>
  <fieldset><legend>Payment</legend>
    <div class="pair card">
      ${input({ name: 'card', label: 'Card number', autocomplete: 'cc-number', inputmode: 'numeric', hint: 'Test card: 4242 4242 4242 4242' })}
      ${input({ name: 'exp', label: 'Valid to', autocomplete: 'cc-exp', inputmode: 'numeric', placeholder: 'MM/YY' })}
      ${input({ name: 'cvv', label: 'Security code', autocomplete: 'cc-csc', inputmode: 'numeric' })}
    </div>
  </fieldset>
  <div class="agree"><label for="agree"><input type="checkbox" id="agree" name="agree" value="yes" required${fields.agree === '' ? '' : ' checked'}${errors.agree === undefined ? '' : html` aria-invalid="true" aria-describedby="agree-error"`}>
    I agree to the terms, and that the way I use this form is checked for fraud.</label>
    ${errors.agree === undefined ? '' : html`<p class="error" id="agree-error">${errors.agree}</p>`}</div>
  <button class="primary wide" id="pay">Pay ${formatMinor(totals(cart).totalMinor)}</button>
</form>`;
}
