import { type Html, html } from '../html.ts';

/** Units of the drawing, not px: it scales with the page. */
const WIDTH = 1000;
const HEIGHT = 24;

export type Tone = 'risk' | 'trust' | 'neutral';
export const toneOf = (weight: number): Tone => (weight > 0 ? 'risk' : weight < 0 ? 'trust' : 'neutral');

/** From a value to a place in the drawing. */
export type Scale = (value: number) => number;

/** A scale that holds all of these values and zero, with some air on both sides. */
export function scaleOf(values: readonly number[]): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const air = Math.max(high - low, 0.1) * 0.04;
  const span = high - low + 2 * air;
  return (value) => ((value - low + air) / span) * WIDTH;
}

interface BarOptions {
  readonly scale: Scale;
  readonly tone: Tone;
  /** Where the end of the bar lies for nine of ten visits. */
  readonly usual?: { readonly low: number; readonly high: number } | null;
}

/** A bar from one value to another. Attributes alone place it: the policy allows no inline style. */
export function bar(from: number, to: number, { scale, tone, usual = null }: BarOptions): Html {
  const x = Math.min(scale(from), scale(to));
  const width = Math.max(Math.abs(scale(to) - scale(from)), 3);
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
  ${usual && html`<rect class="usual" x="${place(scale(usual.low))}" y="1" width="${place(scale(usual.high) - scale(usual.low))}" height="${HEIGHT - 2}"/>`}
  <line class="zero" x1="${place(scale(0))}" x2="${place(scale(0))}" y1="0" y2="${HEIGHT}"/>
  <rect class="${tone}" x="${place(x)}" y="6" width="${place(width)}" height="${HEIGHT - 12}" rx="2"/>
</svg>`;
}

const place = (value: number): string => value.toFixed(1);
