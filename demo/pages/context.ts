import { html } from 'hono/html';
import type { Decision, Risk } from 'tellsign/decide';
import { formatMinor } from '../shop/cart.ts';
import { percent, signed } from './format.ts';
import type { Html } from './layout.ts';
import { divergingBar } from './waterfall.ts';

const BASES: Readonly<Record<Risk['basis'], string>> = {
  labels: 'from this shop’s own labels',
  prior: 'by a stated assumption, until this shop has 200 labels',
  none: 'not known, because there is no score',
};

/** What speaks for fraud and against it beside the score, and what all of it comes to. */
export function contextTable({ context, risk, expectedLoss }: Decision): Html {
  const limit = Math.max(1, ...context.map(({ weight }) => Math.abs(weight)));
  return html`
  ${
    context.length === 0
      ? html`<p class="hint">Nothing in its surroundings speaks for fraud or against it.</p>`
      : html`<ul class="context">${context.map(
          ({ text, code, weight }) => html`<li><span>${text} <code>${code}</code></span>
            ${divergingBar(weight, { limit })}<b>${signed(weight)}</b></li>`,
        )}</ul>`
  }
  <dl class="sums risk">
    <div><dt>Chance of fraud<br><small>${BASES[risk.basis]}</small></dt><dd>${
      risk.p === null
        ? 'unknown'
        : html`<b>${percent(risk.p)}</b><br><small>${percent(risk.low)} to ${percent(risk.high)}</small>`
    }</dd></div>
    <div><dt>Loss to expect</dt><dd>${expectedLoss === null ? 'unknown' : formatMinor(Math.round(expectedLoss * 100))}</dd></div>
  </dl>`;
}
