import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { ChangedVisit, WouldView } from '../../policy-view.ts';
import { money } from '../../words/money.ts';
import { OUTCOME_WORDS } from '../../words/outcomes.ts';
import { clock, iso } from '../../words/time.ts';
import { pager } from '../pager.ts';

/** Visits that would have been answered otherwise, in pages of fifty. */
export function changesSection(frame: Frame, { changes, policy }: WouldView): Html | null {
  if (changes.rows.length === 0) return null;
  return html`<section class="card" aria-labelledby="changes-title"><h2 id="changes-title">Visits that would have been answered otherwise</h2>
  <table class="plain changed"><thead><tr><th scope="col">When</th><th scope="col">Visit</th><th scope="col">Was</th><th scope="col">Would</th><th scope="col">By</th><th scope="col">Turned out</th></tr></thead>
  <tbody>${changes.rows.map((row) => rowOf(frame, row))}</tbody></table>
  ${pager(`${frame.path}/policy/${policy.revision}`, changes)}</section>`;
}

function rowOf({ timeZone, currency }: Frame, row: ChangedVisit): Html {
  const { atMs, action, amount, level, was, would, rule, label } = row;
  return html`<tr><th scope="row"><time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time></th>
  <td>${action}${amount === null ? '' : ` ${money(amount, currency)}`}, <code>${level}</code></td>
  <td><span class="tag ${was}">${OUTCOME_WORDS[was]}</span></td><td><span class="tag ${would}">${OUTCOME_WORDS[would]}</span></td>
  <td>${rule === null ? html`<span class="sub">no rule</span>` : html`<code>${rule}</code>`}</td>
  <td>${label === null ? html`<span class="sub">not known</span>` : html`<span class="tag ${label}">${label}</span>`}</td></tr>`;
}
