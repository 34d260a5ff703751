import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cart,
  formatMinor,
  MAX_PIECES,
  totals,
  transactionOf,
  withPieces,
} from '../../../demo/shop/cart.ts';
import { CATALOGUE, type Sku } from '../../../demo/shop/catalogue.ts';

const SKUS = Object.keys(CATALOGUE) as Sku[];
const carts = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...SKUS), fc.integer({ min: 1, max: MAX_PIECES })), {
    selector: ([sku]) => sku,
  })
  .map((lines): Cart => new Map(lines));

describe('the cart', () => {
  it('adds goods and delivery', () => {
    const cart: Cart = new Map([['pour-over-oat', 1]]);
    expect(totals(cart)).toEqual({ pieces: 1, goodsMinor: 6800, deliveryMinor: 490, totalMinor: 7290 });
    expect(formatMinor(7290)).toBe('€72.90');
  });

  it('delivers free from a hundred', () => {
    expect(
      totals(
        new Map<Sku, number>([
          ['pour-over-oat', 1],
          ['mug-moss', 2],
        ]),
      ).deliveryMinor,
    ).toBe(0);
  });

  it('costs nothing when empty', () => {
    expect(totals(new Map()).totalMinor).toBe(0);
  });

  it.each([
    ['__proto__', 1],
    ['constructor', 1],
    [undefined, 1],
    ['mug-oat', Number.NaN],
    ['mug-oat', 1.5],
  ])('ignores %s × %s', (sku, pieces) => {
    const cart: Cart = new Map([['mug-oat', 2]]);
    expect(withPieces(cart, sku, pieces)).toEqual(cart);
  });

  it('keeps between none and the most', () => {
    const cart: Cart = new Map([['mug-oat', 2]]);
    expect(withPieces(cart, 'mug-oat', 0).size).toBe(0);
    expect(withPieces(cart, 'mug-oat', -3).size).toBe(0);
    expect(withPieces(cart, 'mug-oat', 1e9).get('mug-oat')).toBe(MAX_PIECES);
  });
});

describe('the transaction a verdict is bound to', () => {
  it('does not depend on the order things were added in', () => {
    fc.assert(
      fc.property(carts, (cart) => {
        expect(transactionOf(new Map([...cart].reverse()))).toEqual(transactionOf(cart));
      }),
    );
  });

  it('changes with any change of the cart', () => {
    fc.assert(
      fc.property(
        carts,
        fc.constantFrom(...SKUS),
        fc.integer({ min: 0, max: MAX_PIECES }),
        (cart, sku, pieces) => {
          fc.pre((cart.get(sku) ?? 0) !== pieces);
          expect(transactionOf(withPieces(cart, sku, pieces)).cart).not.toBe(transactionOf(cart).cart);
        },
      ),
    );
  });

  it('holds strings only, the amount in cents', () => {
    expect(transactionOf(new Map([['mug-oat', 1]]))).toMatchObject({
      amount: '2890',
      currency: 'EUR',
      payee: 'kiln-and-kettle',
    });
  });
});
