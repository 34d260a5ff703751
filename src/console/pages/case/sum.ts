import { bar, type Scale, scaleOf, toneOf } from '../../charts/bar.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView, SumTerm, SumView } from '../../view.ts';
import { count, money, percent, signed } from '../../words/money.ts';
import { icon } from '../icon.ts';

/** Why the case ranks here: a sum that anybody can add up. */
export function sumSection(frame: Frame, view: CaseView, isHidden: boolean): Html {
  const { sum } = view;
  return html`<section class="card" aria-labelledby="sum-title"><h2 id="sum-title">Why it ranks here</h2>
  ${isHidden ? hiddenScore() : sum === null ? noScore() : shown(frame, view, sum)}</section>`;
}

const hiddenScore =
  (): Html => html`<p class="quiet-box">${icon('dice')}<span><b>The score is hidden until you answer.</b>
  One in five cases is drawn at random. What people say of them without knowing the score is what keeps the score honest.</span></p>`;

const noScore = (): Html =>
  html`<p class="quiet-box">${icon('question')}<span><b>There is no score.</b> The visit came without a verdict that could be accepted.</span></p>`;

function shown(frame: Frame, view: CaseView, sum: SumView): Html {
  const totals = runningTotals(sum.terms);
  const scale = scaleOf(totals);
  return html`${equation(frame, view, sum)}
  <table class="sum"><caption class="hidden">The terms of the sum, in logit units</caption>
  <thead><tr><th scope="col">Reason</th><th scope="col" class="axis"><span>← like the account’s owner</span><span>like fraud →</span></th><th scope="col">Weight</th></tr></thead>
  <tbody>${sum.terms.map((term, index) => termRow(term, { from: totals[index - 1] ?? 0, to: totals[index] ?? 0, scale }))}</tbody>
  <tfoot><tr><th scope="row">Sum</th><td class="drawn">${bar(0, sum.z, { scale, tone: toneOf(sum.z) })}</td><td>${signed(sum.z)}</td></tr></tfoot>
  </table>
  <p class="hint">${sum.p === null ? '' : `A sum of ${signed(sum.z)} makes ${percent(sum.p)} likely. `}${BASIS[sum.basis]}${sum.terms.some(({ usual }) => usual !== null) ? ' The pale band holds nine of ten visits of this site.' : ''}</p>`;
}

const BASIS = {
  labels: 'The probability is calibrated on this site’s own labels.',
  prior: 'The probability comes from a stated prior: this site has too few labels yet.',
  none: '',
} as const;

/** Each bar begins where the one before ended. */
export function runningTotals(terms: readonly Pick<SumTerm, 'weight'>[]): number[] {
  let total = 0;
  return terms.map(({ weight }) => {
    total += weight;
    return total;
  });
}

function equation({ currency }: Frame, { alerts, amount, loss }: CaseView, sum: SumView): Html {
  return html`<dl class="equation">
  <div><dt>Fraud, at the most</dt><dd>${percent(sum.high)}</dd><dd class="sub">${sum.p === null ? 'there is no score' : `likely ${percent(sum.p)}, at least ${percent(sum.low)}`}</dd></div>
  <div><dt>At stake</dt><dd>${sum.amount === null ? 'unknown' : money(sum.amount, currency)}</dd><dd class="sub">${sum.amount === null ? 'taken as usual for this action' : 'what can still be lost'}</dd></div>
  <div class="result"><dt>Expected loss</dt><dd>${money(sum.loss, currency)}</dd><dd class="sub">${alerts > 1 ? 'of this visit' : 'what ranks the case'}</dd></div>
</dl>${
    alerts > 1 && loss !== null
      ? html`<p class="hint">All ${count(alerts)} alerts together rank the case: ${money(loss, currency)} of ${money(amount, currency)}.</p>`
      : ''
  }`;
}

interface Drawn {
  readonly from: number;
  readonly to: number;
  readonly scale: Scale;
}

function termRow({ title, text, code, weight, usual, kind }: SumTerm, { from, to, scale }: Drawn): Html {
  const tone = kind === 'base' ? 'neutral' : toneOf(weight);
  const band = usual && { low: from + usual.low, high: from + usual.high };
  return html`<tr class="${kind}"><th scope="row"><b>${title}</b> <code>${code}</code><span class="sub">${text}</span></th>
  <td class="drawn">${bar(from, to, { scale, tone, usual: band })}</td><td class="${tone}">${signed(weight)}</td></tr>`;
}
