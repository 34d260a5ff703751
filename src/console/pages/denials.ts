import type { Denial } from '../../decide/index.ts';
import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { may } from '../may.ts';
import type { DenialsView } from '../view.ts';
import { NAMES_OF_DENIED } from '../words/denials.ts';
import { plural } from '../words/money.ts';
import { clock, date, iso } from '../words/time.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';

/** The deny list: what is on it, who put it there, and until when. */
export function denialsPage(frame: Frame, view: DenialsView): Html {
  const { rows, total } = view;
  const main = html`
<div class="case-head"><p class="eyebrow"><a href="${frame.path}/policy">Policy</a> / rules read it as <code>denied</code></p><h1>Deny list</h1></div>
${rows.length === 0 ? nothing() : html`<section class="card" aria-labelledby="denied-title"><h2 id="denied-title">${plural(total, 'entry', 'entries')}</h2>${table(frame, view)}</section>`}
${pager(`${frame.path}/denied`, view)}`;
  return layout(frame, { title: 'Deny list', page: 'policy', main });
}

const nothing = (): Html =>
  html`<section class="card empty">${icon('check')}<h2>Nobody is on it</h2><p>A case puts its device key, account or card here.</p></section>`;

function table(frame: Frame, { rows }: DenialsView): Html {
  return html`<table class="plain denials"><thead><tr><th scope="col">What</th><th scope="col">Put there</th><th scope="col">In force</th>${
    may(frame.reviewer, 'label') ? html`<th scope="col">Change</th>` : ''
  }</tr></thead>
  <tbody>${rows.map((row) => rowOf(frame, row))}</tbody></table>`;
}

function rowOf(frame: Frame, { kind, name, caseId, by, atMs, untilMs, confirmedBy }: Denial): Html {
  const { path, timeZone, reviewer } = frame;
  const what = NAMES_OF_DENIED[kind];
  return html`<tr><th scope="row">${what} <code>${name.slice(0, 10)}</code></th>
  <td>${by}, <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time> <a href="${path}/case/${caseId}">case</a></td>
  <td>${confirmedBy === null ? html`<span class="tag review">${icon('clock')}waits for a second person</span>` : html`<span class="tag deny">${icon('stop')}until <time datetime="${iso(untilMs)}">${date(untilMs, timeZone)}</time></span>${confirmedBy === by ? '' : html` <span class="sub">${confirmedBy} agreed</span>`}`}</td>
  ${
    may(reviewer, 'label')
      ? html`<td><form method="post" action="${path}/denied"><input type="hidden" name="kind" value="${kind}"><input type="hidden" name="name" value="${name}">
    ${confirmedBy === null && by !== reviewer.id ? html`<button class="small" name="do" value="agree">Agree<span class="hidden"> to deny ${what} ${name.slice(0, 10)}</span></button>` : ''}
    <button class="quiet" name="do" value="undeny">Take it off<span class="hidden">: ${what} ${name.slice(0, 10)}</span></button></form></td>`
      : ''
  }</tr>`;
}
