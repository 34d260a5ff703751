import { html } from 'hono/html';
import { formatMinor, MAX_PIECES } from '../shop/cart.ts';
import { CATALOGUE, FREE_DELIVERY_FROM_MINOR, type Sku } from '../shop/catalogue.ts';
import { artwork } from './artwork.ts';
import { at, type Frame, type Html, page } from './layout.ts';

const GLAZES = [
  { sku: 'pour-over-oat', name: 'Oat' },
  { sku: 'pour-over-moss', name: 'Moss' },
  { sku: 'pour-over-ink', name: 'Ink' },
] as const satisfies readonly { sku: Sku; name: string }[];
const COMPANIONS = ['mug-moss', 'mug-oat', 'filters-100'] as const satisfies readonly Sku[];

export function productPage(frame: Frame): Html {
  const product = CATALOGUE[GLAZES[0].sku];
  const title = 'Morning pour‑over set';
  return page(frame, {
    title,
    main: html`
<section class="product">
  <figure class="stage">${artwork(product, 'hero')}<figcaption>Dripper in stoneware, carafe in borosilicate glass</figcaption></figure>
  <form class="buy" method="post" action="${at(frame, '/cart')}">
    <p class="eyebrow">Stoneware · made to order</p>
    <h1>${title}</h1>
    <p class="price">${formatMinor(product.priceMinor)} <small>incl. VAT</small></p>
    <p class="lead">A hand-thrown dripper, a half-litre carafe with a leather collar, and ten quiet minutes before anybody else is up.</p>
    <fieldset class="swatches">
      <legend>Glaze</legend>
      ${GLAZES.map(
        ({ sku, name }, index) => html`<label class="glaze-${CATALOGUE[sku].glaze}">
          <input type="radio" name="sku" value="${sku}"${index === 0 ? ' checked' : ''}><span class="dot"></span>${name}</label>`,
      )}
    </fieldset>
    <div class="row">
      <label class="pieces">Pieces
        <select name="pieces">${Array.from({ length: MAX_PIECES }, (_, index) => html`<option>${index + 1}</option>`)}</select>
      </label>
      <button class="primary" id="add">Add to basket</button>
    </div>
    <ul class="facts">
      <li>Free delivery from ${formatMinor(FREE_DELIVERY_FROM_MINOR)}, otherwise two to four days by post</li>
      <li>Dishwasher safe; the collar comes off</li>
      <li>Thirty days to send it back</li>
    </ul>
  </form>
</section>
<section class="companions" aria-labelledby="companions">
  <h2 id="companions">Goes well with it</h2>
  <ul>${COMPANIONS.map((sku) => companion(frame, sku))}</ul>
</section>`,
  });
}

function companion(frame: Frame, sku: Sku): Html {
  const product = CATALOGUE[sku];
  return html`<li><form method="post" action="${at(frame, '/cart')}">
    <input type="hidden" name="sku" value="${sku}"><input type="hidden" name="pieces" value="1">
    <div class="tile">${artwork(product, sku)}</div>
    <h3>${product.title}</h3><p>${product.variant}</p>
    <div class="row"><span class="price">${formatMinor(product.priceMinor)}</span>
    <button aria-label="Add ${product.title}, ${product.variant}">Add</button></div>
  </form></li>`;
}
