import { createHash } from 'node:crypto';
import {
  CATALOGUE,
  CURRENCY,
  DELIVERY_MINOR,
  FREE_DELIVERY_FROM_MINOR,
  isSku,
  PAYEE,
  type Sku,
} from './catalogue.ts';

/** Pieces of each product. */
export type Cart = ReadonlyMap<Sku, number>;
/** Most pieces of one product. Chosen: one digit, as the form's field has. */
export const MAX_PIECES = 9;

export interface Totals {
  readonly pieces: number;
  readonly goodsMinor: number;
  readonly deliveryMinor: number;
  readonly totalMinor: number;
}

/**
 * The cart with one product set to `pieces` (0 removes it); unknown products and odd numbers change nothing.
 */
export function withPieces(cart: Cart, sku: unknown, pieces: number): Cart {
  if (!isSku(sku) || !Number.isInteger(pieces)) return cart;
  const next = new Map(cart);
  if (pieces <= 0) next.delete(sku);
  else next.set(sku, Math.min(pieces, MAX_PIECES));
  return next;
}

export function totals(cart: Cart): Totals {
  let pieces = 0;
  let goodsMinor = 0;
  for (const [sku, count] of cart) {
    pieces += count;
    goodsMinor += CATALOGUE[sku].priceMinor * count;
  }
  const deliveryMinor = pieces === 0 || goodsMinor >= FREE_DELIVERY_FROM_MINOR ? 0 : DELIVERY_MINOR;
  return { pieces, goodsMinor, deliveryMinor, totalMinor: goodsMinor + deliveryMinor };
}

/** What the verdict is bound to (protocol §1.6): strings only, amount in minor units, the cart by digest. */
export function transactionOf(cart: Cart): Record<string, string> {
  const lines = [...cart].map(([sku, count]) => `${sku}×${count}`).sort();
  return {
    amount: String(totals(cart).totalMinor),
    currency: CURRENCY,
    payee: PAYEE,
    cart: createHash('sha256').update(lines.join('\n')).digest('base64url'),
  };
}

const MONEY = { style: 'currency', currency: CURRENCY } as const;

export function formatMinor(minor: number): string {
  return new Intl.NumberFormat('en-IE', MONEY).format(minor / 100);
}
