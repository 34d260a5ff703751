import { type Html, html } from '../../html.ts';
import type { PolicyView, RuleView } from '../../policy-view.ts';
import { count } from '../../words/money.ts';

/** The rules in their order: the first one that holds decides. */
export function ruleTable({ name, rules, otherwise, visits }: PolicyView): Html {
  const most = Math.max(1, ...rules.map(({ hits }) => hits));
  return html`<table class="rules"><caption class="hidden">Rules of ${name}, the first one that holds decides</caption>
  <thead><tr><th scope="col">Rule</th><th scope="col">Then</th><th scope="col">Hits in 24 h</th></tr></thead>
  <tbody>${rules.map((rule) => row(rule, most))}</tbody>
  <tfoot><tr><th scope="row"><b>Where none holds</b><code class="when">${otherwise.map(([level, answer]) => `${level} ${answer}`).join(' · ')}</code></th>
  <td></td><td class="hits"><b>${count(visits)}</b><span class="sub"> visits in all</span></td></tr></tfoot></table>`;
}

function row({ id, when, answer, alert, note, hits }: RuleView, most: number): Html {
  const [outcome = ''] = answer.split(',');
  return html`<tr><th scope="row"><b>${note ?? titleOf(id)}</b> <code>${id}</code><code class="when">${when}</code></th>
  <td><span class="tag ${outcome}">${answer}</span>${alert ? html` <span class="tag">alert</span>` : ''}</td>
  <td class="hits"><svg width="100%" height="6" aria-hidden="true" focusable="false"><rect class="track" width="100%" height="6" rx="3"/><rect width="${((hits / most) * 100).toFixed(1)}%" height="6" rx="3"/></svg><b>${count(hits)}</b></td></tr>`;
}

/** A rule's name as a title. */
const titleOf = (id: string): string => `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll('_', ' ')}`;
