import { html } from 'hono/html';
import { signed } from './format.ts';
import type { Html } from './layout.ts';

export interface Step {
  readonly title: string;
  /** Shown small beside the title. */
  readonly code: string;
  /** Logit units; positive is riskier. */
  readonly weight: number;
  readonly direction: 'risk' | 'trust' | 'neutral';
}

/** Units of the drawing, not px: it scales with the page. */
const WIDTH = 1000;
const HEIGHT = 26;
/** Decimals of the logit step in the shipped manifest, 1/16 = 0.0625. */
const MOST_DIGITS = 4;

/**
 * Bars that add up: each starts where the one before ended, to the left for trust and to the right for risk,
 * and the last one is the sum. Drawn on the server with attributes only, so that the strict CSP needs no
 * exception.
 */
export function waterfall(caption: string, steps: readonly Step[]): Html {
  const totals = runningTotals(steps);
  const sum = totals.at(-1) ?? 0;
  const scale = scaleOf(totals);
  const digits = digitsFor(totals);
  return html`<table class="waterfall">
  <caption>${caption}</caption>
  <thead><tr><th scope="col">Reason</th><th scope="col" class="axis"><span>← more like a person</span><span>more like a script →</span></th>
    <th scope="col">Weight</th><th scope="col">So far</th></tr></thead>
  <tbody>${steps.map((step, index) => {
    const from = totals[index - 1] ?? 0;
    const to = totals[index] ?? 0;
    return html`<tr>
      <th scope="row">${step.title} <code>${step.code}</code></th>
      <td class="bar">${bar(from, to, { scale, tone: step.direction })}</td>
      <td class="${step.direction}">${signed(step.weight, digits)}</td><td class="so-far">${signed(to, digits)}</td></tr>`;
  })}</tbody>
  <tfoot><tr><th scope="row">Sum, the logit</th><td class="bar">${bar(0, sum, { scale, tone: toneOf(sum) })}</td>
    <td class="${toneOf(sum)}">${signed(sum, digits)}</td><td></td></tr></tfoot>
</table>`;
}

/** Totals after each step. Weights are multiples of a power of two, so the sum is exact. */
export function runningTotals(steps: readonly Pick<Step, 'weight'>[]): number[] {
  let total = 0;
  return steps.map(({ weight }) => {
    total += weight;
    return total;
  });
}

type Tone = Step['direction'];
type Scale = (value: number) => number;

/** The totals and zero, with some air on both sides. */
function scaleOf(totals: readonly number[]): Scale {
  const low = Math.min(0, ...totals);
  const high = Math.max(0, ...totals);
  const air = Math.max(high - low, 0.1) * 0.04;
  const span = high - low + 2 * air;
  return (value) => ((value - low + air) / span) * WIDTH;
}

function bar(
  from: number,
  to: number,
  { scale, tone }: { readonly scale: Scale; readonly tone: Tone },
): Html {
  const x = Math.min(scale(from), scale(to));
  const width = Math.max(Math.abs(scale(to) - scale(from)), 2);
  return html`<svg class="bars" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <line class="zero" x1="${scale(0).toFixed(1)}" x2="${scale(0).toFixed(1)}" y1="0" y2="${HEIGHT}" />
    <rect class="${tone}" x="${x.toFixed(1)}" y="5" width="${width.toFixed(1)}" height="${HEIGHT - 10}" />
    <line class="now" x1="${scale(to).toFixed(1)}" x2="${scale(to).toFixed(1)}" y1="5" y2="${HEIGHT}" />
  </svg>`;
}

/** One bar by itself, from the middle: left for trust, right for risk; `limit` fills a half. */
export function divergingBar(
  weight: number,
  { limit, tone = toneOf(weight) }: { readonly limit: number; readonly tone?: Tone },
): Html {
  return bar(0, weight, { scale: (value) => (value / limit / 2.1 + 0.5) * WIDTH, tone });
}

function toneOf(weight: number): Tone {
  if (weight > 0) return 'risk';
  return weight < 0 ? 'trust' : 'neutral';
}

/**
 * Decimals that show every number exactly, so that a reader can add them up; weights are multiples of a power
 * of two.
 */
export function digitsFor(values: readonly number[]): number {
  return values.every((value) => Number.isInteger(value * 100)) ? 2 : MOST_DIGITS;
}
