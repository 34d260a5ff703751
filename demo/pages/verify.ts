import { html } from 'hono/html';
import { CODE_DIGITS, type Order } from '../shop/order.ts';
import { decisionSection } from './decision.ts';
import { at, type Frame, type Html, page } from './layout.ts';

/** Asks for the one-time code. The demo has no text messages, so the message stands in the page. */
export function verifyPage(
  frame: Frame,
  { order, code, error }: { readonly order: Order; readonly code: string; readonly error?: string },
): Html {
  return page(frame, {
    title: error === undefined ? 'One more step' : 'That code did not match',
    main: html`
<section class="narrow">
  <h1>One more step</h1>
  <p class="lead">We sent a ${CODE_DIGITS}-digit code to your phone. Enter it and the order is placed.</p>
  <div class="message" role="note" aria-label="Text message of this demonstration">
    <p class="from">Kiln &amp; Kettle <span>now</span></p>
    <p>Your code is <b id="sent">${code}</b>. We never ask for it by phone.</p>
  </div>
  <form class="details code" method="post" action="${at(frame, '/verify')}">
    <div class="field"><label for="code">One-time code</label>
      <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required${
        error === undefined ? '' : html` aria-invalid="true" aria-describedby="code-error"`
      }>
      ${error === undefined ? '' : html`<p class="error" id="code-error" role="alert">${error}</p>`}</div>
    <button class="primary wide" id="confirm">Confirm</button>
  </form>
</section>
${decisionSection(order)}`,
  });
}
