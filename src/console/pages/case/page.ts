import { type Frame, homeOf } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import type { CaseView } from '../../view.ts';
import { money, plural } from '../../words/money.ts';
import { OUTCOME_WORDS } from '../../words/outcomes.ts';
import { clock, duration, hourMinute, iso } from '../../words/time.ts';
import { icon } from '../icon.ts';
import { layout } from '../layout.ts';
import { answerPanel, correctionPanel } from './answer.ts';
import { answersSection } from './answers.ts';
import { foldedSection } from './folded.ts';
import { followUp } from './follow-up.ts';
import { happened } from './happened.ts';
import { measuresSection } from './measures.ts';
import { similarSection } from './similar.ts';
import { sumSection } from './sum.ts';

/** One case: what happened, why it ranks here, what speaks against, and the answer. */
export function casePage(frame: Frame, view: CaseView): Html {
  const { reviewer } = frame;
  const isHidden = view.audit && view.state === 'open';
  const main = html`
<div class="case-head">
  <p class="eyebrow"><a href="${homeOf(frame)}">Queue</a> / <code>${view.id.slice(0, 8)}</code></p>
  <h1>${isHidden ? 'A visit drawn at random' : view.why}</h1>
  <p class="chips">${chips(frame, view, isHidden)}</p>
</div>
<div class="case">
  <div class="story">
    ${happened(frame, view.journey === view.why ? { ...view, journey: null } : view)}
    ${view.folded.length > 0 ? foldedSection(frame, view) : ''}
    ${sumSection(frame, view, isHidden)}
    ${view.measures && measuresSection(view.measures)}
    ${isHidden ? '' : against(view)}
    ${isHidden ? '' : similarSection(frame, view)}
  </div>
  <aside class="desk" id="answer" aria-label="Answer">
    ${view.answers.length > 0 ? answersSection(frame, view) : ''}
    ${view.state === 'closed' ? html`${closedNote(frame, view)}${may(reviewer, 'label') ? correctionPanel(frame, view) : ''}` : may(reviewer, 'label') ? answerPanel(frame, view) : readOnly()}
    ${followUp(frame, view, isHidden)}
    ${about(frame, view)}
  </aside>
</div>
${view.state === 'open' && may(reviewer, 'label') ? html`<a class="to-answer button primary" href="#answer">Answer</a>` : ''}`;
  return layout(frame, { title: isHidden ? 'Random audit' : view.why, page: 'queue', main });
}

function chips({ nowMs, currency }: Frame, view: CaseView, isHidden: boolean): Html {
  const { outcome, hold, dueMs } = view;
  return html`${view.audit ? html`<span class="tag audit">${icon('dice')}random audit</span>` : ''}
  ${view.novel && !isHidden ? html`<span class="tag audit">unlike what was seen</span>` : ''}
  <span class="tag">${view.action}</span>
  ${view.amount === null ? '' : html`<span class="tag">${money(view.amount, currency)}</span>`}
  ${isHidden ? '' : html`<span class="tag ${outcome}">${OUTCOME_WORDS[outcome]}${outcome === 'review' && hold ? ', held back' : ''}</span>`}
  <span class="tag">${icon('stack')}${plural(view.alerts, 'alert')}</span>
  ${view.state === 'closed' ? html`<span class="tag">${icon('check')}closed</span>` : ''}
  ${view.state === 'closed' ? '' : html`<span class="tag${dueMs < nowMs ? ' deny' : ''}">${icon('clock')}${dueMs < nowMs ? `${duration(nowMs - dueMs)} late` : `due in ${duration(dueMs - nowMs)}`}</span>`}`;
}

function against({ against: points }: CaseView): Html {
  return html`<section class="card" aria-labelledby="against-title"><h2 id="against-title">What speaks against fraud</h2>
  ${
    points.length === 0
      ? html`<p class="hint">Nothing that was recorded.</p>`
      : html`<ul class="points">${points.map((point) => html`<li>${icon('shield')}<span>${point}</span></li>`)}</ul>`
  }</section>`;
}

const readOnly = (): Html => html`<section class="card"><h2>Answer</h2>
  <p class="hint">You may read cases. Who may answer has the role <code>label</code>.</p></section>`;

function closedNote({ path, timeZone, reviewer }: Frame, { ending }: CaseView): Html {
  return html`<section class="card"><h2>Closed</h2><p class="hint">${
    ending?.by ? `Answered by ${ending.by}` : 'Nobody had time; the policy’s answer stands'
  }${ending ? html`, <time datetime="${iso(ending.atMs)}">${clock(ending.atMs, timeZone)}</time>` : ''}.
  </p>${
    may(reviewer, 'label')
      ? html`<form method="post" action="${path}/next"><button class="primary" data-key="n" aria-keyshortcuts="n">Take the next case <kbd>n</kbd></button></form>`
      : html`<a class="button small" href="${homeOf({ path })}">To the queue</a>`
  }</section>`;
}

function about({ path, timeZone, reviewer, nowMs }: Frame, view: CaseView): Html {
  const isMine = view.holder?.id === reviewer.id && view.holder.untilMs > nowMs;
  const rows = [
    ['Opened', html`<time datetime="${iso(view.openedMs)}">${clock(view.openedMs, timeZone)}</time>`],
    ['Account', nameOf(view.account)],
    ['Card', nameOf(view.card)],
    ['Device key', nameOf(view.key)],
    ['With', holderOf(view, { timeZone, nowMs })],
  ] as const;
  return html`<section class="card about" aria-labelledby="about-title"><h2 id="about-title">Case</h2>
  <dl>${rows.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  ${isMine ? html`<form method="post" action="${path}/case/${view.id}/release"><button class="quiet">Give it back</button></form>` : ''}
  ${view.audit && view.state === 'open' ? '' : html`<a href="${path}/case/${view.id}/export" download>Export for a dispute</a>`}</section>`;
}

const nameOf = (name: string | null): Html =>
  name === null ? html`<span class="sub">none</span>` : html`<code>${name.slice(0, 10)}</code>`;

const holderOf = (
  { holder }: CaseView,
  { timeZone, nowMs }: { readonly timeZone: string; readonly nowMs: number },
): Html =>
  holder === null || holder.untilMs <= nowMs
    ? html`<span class="sub">nobody</span>`
    : html`${holder.id}, until ${hourMinute(holder.untilMs, timeZone)}`;
