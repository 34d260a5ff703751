import { LEVELS, levelsChart, levelsLegend } from '../charts/levels.ts';
import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import type { HealthView } from '../view.ts';
import { count, percent } from '../words/money.ts';
import { hourMinute } from '../words/time.ts';
import { driftCards } from './drift.ts';
import { layout } from './layout.ts';

/** Whether what decides gets what it needs. */
export function healthPage(frame: Frame, view: HealthView): Html {
  const { visits, missing, ruleErrors, p95Ms } = view;
  const main = html`
<div class="head"><div><p class="eyebrow">The last 24 hours</p><h1>Health</h1></div></div>
<dl class="figures">
  ${figure('Visits', count(visits), 'decided')}
  ${figure('Without a token', percent(missing.hour), `in the last hour; ${percent(missing.day)} of the day`)}
  ${figure('Time of a decision', p95Ms === null ? 'none' : `${count(Math.round(p95Ms))} ms`, '95 of 100 took no longer')}
  ${figure('Rule errors', count(ruleErrors), ruleErrors === 0 ? 'every rule could be read' : 'such a rule counts as not matched')}
</dl>
${driftCards(frame, view)}
<section class="card" aria-labelledby="levels-title"><h2 id="levels-title">Levels over time</h2>
  ${levelsLegend(view.hours)}${levelsChart(view.hours, frame)}
  <details class="more"><summary>The same as a table</summary>${hourTable(frame, view)}</details></section>
<div class="pair">
  ${list('Refused verdicts', 'No verdict was refused.', view.codes)}
  ${list('Answers of an outage', 'Counters and records answered in time.', view.failovers)}
</div>`;
  return layout(frame, { title: 'Health', page: 'health', main });
}

const figure = (name: string, value: string, text: string): Html =>
  html`<div class="card"><dt>${name}</dt><dd><b>${value}</b></dd><dd class="sub">${text}</dd></div>`;

function list(title: string, none: string, rows: readonly (readonly [string, number])[]): Html {
  return html`<section class="card" aria-label="${title}"><h2>${title}</h2>${
    rows.length === 0
      ? html`<p class="hint">${none}</p>`
      : html`<dl class="counts">${rows.map(([name, value]) => html`<div><dt><code>${name}</code></dt><dd>${count(value)}</dd></div>`)}</dl>`
  }</section>`;
}

function hourTable({ timeZone }: Frame, { hours }: HealthView): Html {
  return html`<div class="wide" tabindex="0" role="region" aria-label="Levels by hour"><table class="plain"><thead><tr><th scope="col">Hour</th>${LEVELS.map(
    (level) => html`<th scope="col">${level}</th>`,
  )}</tr></thead>
  <tbody>${hours.map(
    ({ startMs, levels }) =>
      html`<tr><th scope="row">${hourMinute(startMs, timeZone)}</th>${LEVELS.map((level) => html`<td class="number">${count(levels[level])}</td>`)}</tr>`,
  )}</tbody></table></div>`;
}
