import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { LearningPageView } from '../../learning-view.ts';
import { may } from '../../may.ts';
import { count } from '../../words/money.ts';
import { layout } from '../layout.ts';
import { alignmentSection } from './alignment.ts';
import { goldSection } from './gold.ts';
import { historySection } from './history.ts';
import { inForceSection } from './in-force.ts';
import { proposalSections } from './proposal.ts';

/** What labels teach about one action: the curve in force, what is proposed, and what it rests on. */
export function learningPage(frame: Frame, view: LearningPageView): Html {
  const { learning, proposal, alignment, nowMs } = view;
  const main = html`
<div class="head"><div><p class="eyebrow">From the score to the probability of fraud</p><h1>Learning</h1></div>${actions(frame, view)}</div>
${labels(view)}
${inForceSection(frame, view)}
${proposal ? proposalSections(frame, { proposal, before: before(view) }) : null}
${may(frame.reviewer, 'publish') && previewForm(frame, view)}
${alignment && alignmentSection(frame, { view: alignment, action: learning.action, nowMs })}
${goldSection(frame, learning)}
${historySection(frame, learning)}`;
  return layout(frame, { title: 'Learning', page: 'learning', main });
}

function before({ learning }: LearningPageView) {
  const last = learning.reigns.at(-1);
  if (!last) throw new TypeError('some curve is in force');
  return last.curve;
}

function actions({ path }: Frame, { actions: all, learning }: LearningPageView): Html {
  return html`<nav class="tabs" aria-label="Action">${all.map(
    (action) =>
      html`<a href="${path}/learning?action=${encodeURIComponent(action)}"${action === learning.action ? html` aria-current="page"` : ''}>${action}</a>`,
  )}</nav>`;
}

function labels({ labelled, needed }: LearningPageView): Html {
  const { fraudulent, legitimate, unsure } = labelled;
  const have = fraudulent + legitimate;
  const share = Math.min(1, have / needed);
  return html`<section class="card" aria-labelledby="labels-title"><h2 id="labels-title"><b>${count(have)}</b> labels in 90 days; ${count(needed)} are needed</h2>
  <svg class="budget-bar" width="100%" height="14" aria-hidden="true" focusable="false"><rect class="left" width="100%" height="14"/><rect class="answered" width="${(share * 100).toFixed(1)}%" height="14"/></svg>
  <p class="facts"><span>${count(fraudulent)} fraudulent</span><span>${count(legitimate)} legitimate</span><span>${count(unsure)} unsure, which do not count</span></p>
  <p class="hint">Not all of them count: a label does once it is mature – 45 days for a checkout, unless the site says otherwise – and where the queue or the audit chose its visit.</p>
</section>`;
}

function previewForm({ path }: Frame, { learning }: LearningPageView): Html {
  return html`<section class="card" aria-labelledby="preview-title"><h2 id="preview-title">What do the labels teach?</h2>
  <p class="hint">A preview fits a curve, bounds it, and counts what it would change. Nothing changes until it is applied.</p>
  <form class="learn-form" method="post" action="${path}/learning/preview"><input type="hidden" name="action" value="${learning.action}">
  <label class="choice"><input type="checkbox" name="named" value="yes"><span>Go further in thirty days than 1 logit. Who applies it answers for that, and is named in the log. The bound of a day holds in any case.</span></label>
  <details class="more"><summary>Thresholds for a rule</summary>
  <p><label>Visits a day that it may find <input name="per_day" inputmode="numeric" pattern="[0-9]*" maxlength="6"></label></p>
  <p><label>Share of them that is to be fraud, % <input name="precision" inputmode="decimal" pattern="[0-9.]*" maxlength="6"></label></p>
  <p class="hint">The preview says from which <code>risk.p</code> on. The day’s budget, 10 % and 50 % are always told.</p></details>
  <button class="primary">Preview</button></form></section>`;
}
