import { html } from 'hono/html';
import type { Order } from '../shop/order.ts';
import { basketLines, sums } from './cart.ts';
import { at, type Frame, type Html, page } from './layout.ts';
import { verdictSection } from './verdict.ts';

export function resultPage(frame: Frame, order: Order): Html {
  const held = order.decision === 'review';
  const firstName = order.name.split(/\s/)[0] ?? order.name;
  return page(frame, {
    title: held ? 'We have your order' : 'Order placed',
    main: html`
<div class="split result">
  <section>
    <p class="eyebrow">Order ${order.id}</p>
    <h1>${held ? html`Thank you, ${firstName}. We are taking a second look.` : html`Thank you, ${firstName}.`}</h1>
    <p class="lead">${
      held
        ? html`A person looks at this order before anything is charged, usually within two hours. We write to <b>${order.email}</b> either way; there is nothing you need to do.`
        : html`Your order is placed${order.confirmed ? ' and confirmed with your code' : ''}. A receipt is on its way to <b>${order.email}</b>.`
    }</p>
    <p><a class="button" href="${at(frame, '/')}">Back to the shop</a></p>
  </section>
  <aside class="summary" aria-label="Order summary"><h2>Your order</h2>${basketLines(order.cart)}${sums(order.cart)}</aside>
</div>
${verdictSection(order.verdict, order.decision)}`,
  });
}
