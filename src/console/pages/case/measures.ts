import { type Html, html } from '../../html.ts';
import type { MeasuredView, TwoMeasuresView } from '../../view.ts';
import { percent, signed } from '../../words/money.ts';

/** One visit by two measures: what all sites start with, and what this site's own people are like. */
export function measuresSection({ shipped, own, delta, moved, decides }: TwoMeasuresView): Html {
  return html`<section class="card" aria-labelledby="measures-title"><h2 id="measures-title">Measured two ways</h2>
  <p>${verdictOf(delta)}</p>
  <table class="plain"><thead><tr><th scope="col">Measured by</th><th scope="col" class="number">Like a script</th><th scope="col">Level</th></tr></thead>
  <tbody>${row('What every site starts with', shipped, !decides)}${row('This site’s own people', own, decides)}</tbody></table>
  ${
    moved.length === 0
      ? null
      : html`<h3>What moved</h3><dl class="counts">${moved.map(({ title, weight }) => html`<div><dt>${title}</dt><dd>${signed(weight)}</dd></div>`)}</dl>`
  }
  <p class="hint">${decides ? 'The level follows this site’s own people, who only ever excuse a visit.' : 'The level stays what every site starts with; the other is shown beside it.'} The sum that ranks the case starts from the first row.</p></section>`;
}

const row = (name: string, { score, level }: MeasuredView, counts: boolean): Html =>
  html`<tr><th scope="row">${name}${counts ? html` <span class="tag">counts</span>` : ''}</th><td class="number">${percent(score)}</td><td>${level}</td></tr>`;

/** The site's own measures only ever excuse. */
const verdictOf = (delta: number): string =>
  signed(delta) === '0.00'
    ? 'This site’s own people change nothing about it.'
    : `Compared with this site’s own people the visit is less like a script, by ${signed(-delta).slice(1)}.`;
