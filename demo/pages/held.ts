import { html } from 'hono/html';
import { firstNameOf, type Order } from '../shop/order.ts';
import { basketLines, sums } from './cart.ts';
import { decisionSection } from './decision.ts';
import { at, type Frame, type Html, page } from './layout.ts';

/** For an order that a person looks at before anything is charged. */
export function heldPage(frame: Frame, order: Order): Html {
  return page(frame, {
    title: 'We have your order',
    main: html`
<div class="split result">
  <section>
    <p class="eyebrow">Order ${order.id}</p>
    <h1>Thank you, ${firstNameOf(order)}. We are taking a second look.</h1>
    <p class="lead">A person looks at this order before anything is charged, usually within two hours. We write
      to <b>${order.email}</b> either way; there is nothing you need to do.</p>
    <p><a class="button" href="${at(frame, '/')}">Back to the shop</a></p>
  </section>
  <aside class="summary" aria-label="Order summary"><h2>Your order</h2>${basketLines(order.cart)}${sums(order.cart)}</aside>
</div>
${decisionSection(order)}`,
  });
}
