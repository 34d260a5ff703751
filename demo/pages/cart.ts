import { html } from 'hono/html';
import { type Cart, formatMinor, MAX_PIECES, totals } from '../shop/cart.ts';
import { CATALOGUE, FREE_DELIVERY_FROM_MINOR } from '../shop/catalogue.ts';
import { artwork } from './artwork.ts';
import { at, type Frame, type Html, page } from './layout.ts';

export function cartPage(frame: Frame, cart: Cart): Html {
  return page(frame, {
    title: 'Your basket',
    main: cart.size === 0 ? emptyCart(frame) : fullCart(frame, cart),
  });
}

function emptyCart(frame: Frame): Html {
  return html`<section class="narrow"><h1>Your basket is empty</h1>
  <p>Everything is still on the shelf.</p><p><a class="button primary" href="${at(frame, '/')}">Back to the shop</a></p></section>`;
}

function fullCart(frame: Frame, cart: Cart): Html {
  const missingMinor = FREE_DELIVERY_FROM_MINOR - totals(cart).goodsMinor;
  return html`
<h1>Your basket</h1>
<div class="split">
  <ul class="lines">${[...cart].map(([sku, count]) => {
    const product = CATALOGUE[sku];
    return html`<li>
      <div class="tile small">${artwork(product, sku)}</div>
      <div class="what"><h2>${product.title}</h2><p>${product.variant}</p>
        <form class="stepper" method="post" action="${at(frame, '/cart/pieces')}" aria-label="Pieces of ${product.title}, ${product.variant}">
          <input type="hidden" name="sku" value="${sku}">
          <button name="pieces" value="${count - 1}" aria-label="One less"${count === 1 ? ' disabled' : ''}>−</button>
          <output>${count}</output>
          <button name="pieces" value="${count + 1}" aria-label="One more"${count >= MAX_PIECES ? ' disabled' : ''}>+</button>
          <button class="remove" name="pieces" value="0">Remove</button>
        </form>
      </div>
      <p class="price">${formatMinor(product.priceMinor * count)}</p>
    </li>`;
  })}</ul>
  <aside class="summary" aria-label="Order summary">
    <h2>Summary</h2>
    ${sums(cart)}
    ${missingMinor > 0 ? html`<p class="hint">${formatMinor(missingMinor)} more and delivery is free.</p>` : ''}
    <a class="button primary wide" href="${at(frame, '/checkout')}">Go to checkout</a>
    <a class="quiet" href="${at(frame, '/')}">Keep looking</a>
  </aside>
</div>`;
}

/** Goods, delivery, total: the same three lines wherever money is shown. */
export function sums(cart: Cart): Html {
  const { goodsMinor, deliveryMinor, totalMinor } = totals(cart);
  return html`<dl class="sums">
    <div><dt>Goods</dt><dd>${formatMinor(goodsMinor)}</dd></div>
    <div><dt>Delivery</dt><dd>${deliveryMinor === 0 ? 'free' : formatMinor(deliveryMinor)}</dd></div>
    <div class="total"><dt>Total</dt><dd>${formatMinor(totalMinor)}</dd></div>
  </dl>`;
}

/** What is being bought, in short. */
export function basketLines(cart: Cart): Html {
  return html`<ul class="mini">${[...cart].map(([sku, count]) => {
    const product = CATALOGUE[sku];
    return html`<li><div class="tile small">${artwork(product, `mini-${sku}`)}</div>
      <p><b>${product.title}</b><br>${product.variant}</p>
      <p class="amount">${count} × ${formatMinor(product.priceMinor)}</p></li>`;
  })}</ul>`;
}
