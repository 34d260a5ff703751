import { Hono } from 'hono';
import { cartPage } from '../pages/cart.ts';
import { at } from '../pages/layout.ts';
import { productPage } from '../pages/product.ts';
import { withPieces } from '../shop/cart.ts';
import { isSku } from '../shop/catalogue.ts';
import { readForm } from './form.ts';
import { frameOf, type Visit } from './visit.ts';

/** Product page and basket. Plain forms, so that everything works without a script. */
export function browseRoutes(): Hono<Visit> {
  const routes = new Hono<Visit>();

  routes.get('/', (context) => context.html(productPage(frameOf(context))));
  routes.get('/cart', (context) => context.html(cartPage(frameOf(context), context.get('session').cart)));

  routes.post('/cart', async (context) => {
    const session = context.get('session');
    const { sku, pieces } = await readForm(context);
    const before = isSku(sku) ? (session.cart.get(sku) ?? 0) : 0;
    const more = piecesOf(pieces);
    if (more > 0) session.cart = withPieces(session.cart, sku, before + more);
    return context.redirect(at(frameOf(context), '/cart'), 303);
  });

  routes.post('/cart/pieces', async (context) => {
    const session = context.get('session');
    const { sku, pieces } = await readForm(context);
    session.cart = withPieces(session.cart, sku, piecesOf(pieces));
    return context.redirect(at(frameOf(context), '/cart'), 303);
  });

  return routes;
}

/** A whole number a form sent; NaN, which changes nothing, for anything else. */
function piecesOf(value: unknown): number {
  return typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
}
