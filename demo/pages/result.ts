import { html } from 'hono/html';
import { firstNameOf, type Order } from '../shop/order.ts';
import { basketLines, sums } from './cart.ts';
import { decisionSection } from './decision.ts';
import { at, type Frame, type Html, page } from './layout.ts';

/** For an order that was placed, also one that somebody looks at later. */
export function resultPage(frame: Frame, order: Order): Html {
  return page(frame, {
    title: 'Order placed',
    main: html`
<div class="split result">
  <section>
    <p class="eyebrow">Order ${order.id}</p>
    <h1>Thank you, ${firstNameOf(order)}.</h1>
    <p class="lead">Your order is placed${order.confirmed ? ' and confirmed with your code' : ''}. A receipt is on its way to <b>${order.email}</b>.</p>
    <p><a class="button" href="${at(frame, '/')}">Back to the shop</a></p>
  </section>
  <aside class="summary" aria-label="Order summary"><h2>Your order</h2>${basketLines(order.cart)}${sums(order.cart)}</aside>
</div>
${decisionSection(order)}`,
  });
}
