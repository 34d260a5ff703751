import { budgetBar } from '../charts/budget.ts';
import { type Frame, homeOf } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { may } from '../may.ts';
import type { QueueRow, QueueView } from '../view.ts';
import { count, money, plural } from '../words/money.ts';
import { day, duration, hourMinute, iso } from '../words/time.ts';
import { icon } from './icon.ts';
import { layout } from './layout.ts';
import { pager } from './pager.ts';

/** Today's cases, from the one that matters most. */
export function queuePage(frame: Frame, view: QueueView): Html {
  const { path, nowMs, timeZone } = frame;
  const main = html`
<div class="head">
  <div><p class="eyebrow">${day(nowMs, timeZone)}</p><h1>Queue</h1></div>
  ${may(frame.reviewer, 'label') && nextForm(path)}
</div>
${budget(view)}
${view.rows.length === 0 ? nothing(view) : rows(frame, view)}
${pager(homeOf(frame), view)}`;
  return layout(frame, { title: 'Queue', page: 'queue', main });
}

const nextForm = (path: string): Html => html`<form method="post" action="${path}/next">
  <button class="primary" data-key="n" aria-keyshortcuts="n">Take the next case <kbd>n</kbd></button></form>`;

function budget({ budget: today, total }: QueueView): Html {
  const left = Math.max(0, today.perDay - today.answered - today.audits);
  return html`<section class="budget card" aria-labelledby="budget-title">
  <h2 id="budget-title"><b>${count(left)}</b> of today’s ${count(today.perDay)} still to do</h2>
  ${budgetBar(today)}
  <ul class="legend">
    <li><i class="swatch answered"></i>${count(today.answered)} answered by expected loss</li>
    <li><i class="swatch audits"></i>${count(today.audits)} answered of ${count(today.auditBudget)} random audits</li>
    <li><i class="swatch left"></i>${count(left)} left</li>
  </ul>
  <p class="facts"><span>${plural(total, 'case')} waiting</span>
    ${today.belowBudget > 0 ? html`<span>${count(today.belowBudget)} of them below today’s places</span>` : ''}
    <span>${count(today.overBudget)} went the automatic way today</span></p>
</section>`;
}

function nothing({ budget: { perDay } }: QueueView): Html {
  return html`<section class="empty card">${icon('check')}<h2>Nothing waits</h2>
  <p>New alerts appear here as they come, ${count(perDay)} cases a day at the most.</p></section>`;
}

function rows(frame: Frame, { rows: shown }: QueueView): Html {
  return html`<table class="queue" data-rows>
  <caption class="hidden">Cases, from the greatest expected loss</caption>
  <thead><tr><th scope="col">Expected loss</th><th scope="col">Why</th><th scope="col">Alerts</th>
    <th scope="col">Due</th><th scope="col">With</th></tr></thead>
  <tbody>${shown.map((row) => rowOf(frame, row))}</tbody></table>`;
}

function rowOf(frame: Frame, row: QueueRow): Html {
  const { path, nowMs } = frame;
  const { id, why, action, alerts, openedMs, rule } = row;
  return html`<tr${row.holder?.id === frame.reviewer.id ? html` class="mine"` : ''}>
  <td class="loss">${row.audit ? auditMark() : lossOf(frame, row)}</td>
  <th scope="row"><a href="${path}/case/${id}" data-row>${row.audit ? 'Drawn at random: look without its score' : why}</a>
    <span class="sub"><span>${action}</span>${row.isOver ? html`<span>over today’s budget</span>` : ''}${row.audit || rule === null ? '' : html`<code>${rule}</code>`}
    <time datetime="${iso(openedMs)}">${duration(nowMs - openedMs)} old</time></span></th>
  <td class="folded">${icon('stack')}<b>${count(alerts)}</b><span> ${alerts === 1 ? 'alert' : 'alerts'}</span></td>
  <td class="due">${dueOf(row, nowMs)}</td>
  <td class="holder">${holderOf(frame, row)}</td></tr>`;
}

function lossOf({ currency }: Frame, { loss, amount }: QueueRow): Html {
  return html`<b>${money(loss, currency)}</b><span class="sub">${amount > 0 ? `of ${money(amount, currency)}` : 'amount unknown'}</span>`;
}

const auditMark = (): Html =>
  html`<b class="audit">${icon('dice')}Audit</b><span class="sub">score hidden</span>`;

function dueOf({ dueMs }: QueueRow, nowMs: number): Html {
  const isLate = dueMs < nowMs;
  return html`<time datetime="${iso(dueMs)}" class="${isLate ? 'late' : ''}">${isLate ? icon('alert') : icon('clock')}<span>${
    isLate ? `${duration(nowMs - dueMs)} late` : `in ${duration(dueMs - nowMs)}`
  }</span></time>`;
}

function holderOf({ reviewer, nowMs, timeZone }: Frame, { holder }: QueueRow): Html {
  if (holder === null || holder.untilMs <= nowMs) return html`<span class="sub">nobody</span>`;
  const isMine = holder.id === reviewer.id;
  return html`${icon('person')}<b>${isMine ? 'you' : holder.id}</b><span class="sub">until ${hourMinute(holder.untilMs, timeZone)}</span>`;
}
