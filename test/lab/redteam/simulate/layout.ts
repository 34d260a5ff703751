import type { Box } from '../generators/hand.ts';

/** A control of the shop's checkout, in CSS px of the document. */
export interface Control extends Box {
  readonly tag: 'input' | 'select' | 'button';
  /** Number that the SDK gives it; null for those it is told to leave alone, and buttons. */
  readonly field: number | null;
  readonly kind: string;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** How far the page scrolls, px. */
  readonly scrolls: number;
  readonly controls: ReadonlyMap<string, Control>;
}

/** Viewports of laptops and desktops, less the browser's own bars, CSS px. */
export const VIEWPORTS = [
  [1280, 720],
  [1366, 660],
  [1440, 780],
  [1536, 760],
  [1680, 920],
  [1920, 970],
] as const;

/** The page is as high as this in Chromium 156 at every one of these widths, px. */
const PAGE_HEIGHT = 961;

/**
 * Where the checkout's controls are in Chromium from 1280 px of width on, measured by their bounding boxes.
 * `test/lab/redteam/live` asks the page itself.
 */
export function checkoutLayout(width: number, height: number): Layout {
  const left = Math.round((width - 1120) / 2);
  const input = (
    x: number,
    y: number,
    [w, field, kind]: readonly [number, number | null, string],
  ): Control => {
    return { x: left + x, y, width: w, height: 42, tag: 'input', field, kind };
  };
  const controls = new Map<string, Control>([
    ['name', input(0, 208, [680, 1, 'name'])],
    ['email', input(0, 285, [332, 2, 'email'])],
    ['phone', input(348, 285, [332, 3, 'tel'])],
    ['country', { ...input(0, 418, [332, 4, 'country']), tag: 'select' }],
    ['addr', input(348, 418, [332, 5, 'street-address'])],
    ['city', input(0, 495, [332, 6, 'address-level2'])],
    ['zip', input(348, 495, [332, 7, 'postal-code'])],
    ['card', input(0, 606, [324, null, 'cc-number'])],
    ['exp', input(340, 606, [162, null, 'cc-exp'])],
    ['cvv', input(518, 606, [162, null, 'cc-csc'])],
    ['agree', { ...input(0, 688, [18, 11, 'checkbox']), height: 18 }],
    ['pay', { ...input(0, 723, [680, null, 'submit']), height: 45, tag: 'button' }],
  ]);
  return { width, height, scrolls: Math.max(0, PAGE_HEIGHT - height), controls };
}
