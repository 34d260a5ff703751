import type { Effect, Threshold, WasWould } from '../../../decide/index.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { count, money, percent, plural } from '../../words/money.ts';

/** What a proposal would change, on the decisions of the last week. */
export function effectSection(frame: Frame, effect: Effect): Html {
  const { days, visits, moved, alertsPerDay, loss, expected, thresholds } = effect;
  const say = (value: number) => money(value, frame.currency);
  return html`<section class="card" aria-labelledby="effect-title"><h2 id="effect-title">What it would change</h2>
  <p class="hint">${plural(visits, 'visit')} of ${plural(days, 'day')}, judged anew by both curves under the policies in force: <b>${count(moved)}</b> would be answered otherwise.${moved === 0 ? ' Rules that do not read risk decide as before; the order of the queue follows the curve.' : ''}</p>
  <dl class="changes">
  ${change('Alerts a day', alertsPerDay, (value) => value.toFixed(1))}
  ${change('Lost to fraud that was let through', loss, say)}
  ${change('What visits may cost by p', expected, say)}
  </dl>
  ${
    thresholds.length > 0
      ? html`<h3>Thresholds for rules that read <code>risk.p</code></h3><ul class="thresholds">${thresholds.map(threshold)}</ul>`
      : null
  }
  ${kinds(effect)}</section>`;
}

const threshold = ({ by, perDay, p, precision }: Threshold): Html => {
  const [rate, share] = [plural(Math.round(perDay), 'visit'), percent(precision)];
  return by === 'budget'
    ? html`<li><b>p ≥ ${p.toFixed(3)}</b> for the budget: ${rate} a day, of which about ${share} would be fraud.</li>`
    : html`<li><b>p ≥ ${p.toFixed(3)}</b> for ${share} of fraud: ${rate} a day.</li>`;
};

function change(name: string, { was, would }: WasWould, say: (value: number) => string): Html {
  const word = would < was ? '↓ less' : would > was ? '↑ more' : 'the same';
  return html`<div><dt>${name}</dt><dd><span class="was">${say(was)}</span><span aria-hidden="true"> → </span><span class="hidden">would be </span><b>${say(would)}</b></dd><dd class="sub">${word}</dd></div>`;
}

function kinds({ kinds: all }: Effect): Html | null {
  if (all.length === 0) return null;
  const both = ({ was, would }: WasWould, say: (value: number) => string) =>
    html`<td class="number">${say(was)} → ${say(would)}</td>`;
  return html`<h3>By kind of people</h3>
  <div class="wide" tabindex="0" role="region" aria-label="By kind of people"><table class="plain"><thead><tr><th scope="col">Visits</th><th scope="col">How many</th><th scope="col">Mean p</th><th scope="col">Alerts</th><th scope="col">Legitimate, not let through</th></tr></thead>
  <tbody>${all.map(
    ({ kind, visits, p, alerts, falseAlarms }) =>
      html`<tr><th scope="row">${kind}</th><td class="number">${count(visits)}</td>${both(p, (value) => value.toFixed(3))}${both(alerts, count)}${both(falseAlarms, count)}</tr>`,
  )}</tbody></table></div>`;
}
