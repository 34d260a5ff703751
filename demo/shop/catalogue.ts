/** What the shop sells. Prices are minor units (cents), VAT included. */
export const CATALOGUE = {
  'pour-over-oat': {
    title: 'Morning set in oat',
    variant: 'Dripper and carafe, oat glaze',
    glaze: 'oat',
    art: 'set',
    priceMinor: 6800,
  },
  'pour-over-moss': {
    title: 'Morning set in moss',
    variant: 'Dripper and carafe, moss glaze',
    glaze: 'moss',
    art: 'set',
    priceMinor: 6800,
  },
  'pour-over-ink': {
    title: 'Morning set in ink',
    variant: 'Dripper and carafe, ink glaze',
    glaze: 'ink',
    art: 'set',
    priceMinor: 6800,
  },
  'mug-oat': { title: 'Slow mug in oat', variant: '300 ml', glaze: 'oat', art: 'mug', priceMinor: 2400 },
  'mug-moss': {
    title: 'Slow mug in moss',
    variant: '300 ml',
    glaze: 'moss',
    art: 'mug',
    priceMinor: 2400,
  },
  'filters-100': {
    title: 'Paper filters',
    variant: 'Unbleached, 100 sheets',
    glaze: 'oat',
    art: 'filters',
    priceMinor: 850,
  },
} as const satisfies Record<string, Product>;

export interface Product {
  readonly title: string;
  readonly variant: string;
  readonly glaze: 'oat' | 'moss' | 'ink';
  readonly art: 'set' | 'mug' | 'filters';
  readonly priceMinor: number;
}
export type Sku = keyof typeof CATALOGUE;

/** What "Buy now" buys, and what a bare visit to the checkout starts with. */
export const FEATURED: Sku = 'pour-over-oat';
export const CURRENCY = 'EUR';
/** The merchant's name in the transaction hash. */
export const PAYEE = 'kiln-and-kettle';
export const DELIVERY_MINOR = 490;
export const FREE_DELIVERY_FROM_MINOR = 10_000;

export function isSku(value: unknown): value is Sku {
  return typeof value === 'string' && Object.hasOwn(CATALOGUE, value);
}
