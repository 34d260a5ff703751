import type { Curve, ReportedCalibration } from '../../../decide/index.ts';
import { curveChart } from '../../charts/curves.ts';
import { influenceBar } from '../../charts/influence.ts';
import { reliabilityChart } from '../../charts/reliability.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import { LEFT_OUT } from '../../words/left-out.ts';
import { count, percent, plural } from '../../words/money.ts';
import { clock, iso } from '../../words/time.ts';
import { effectSection } from './effect.ts';
import { DAY_BOUND } from './in-force.ts';

/** Most of the whole weight that one reviewer has (decide.md §8). */
const REVIEWER_SHARE = 0.2;

interface Proposed {
  readonly proposal: ReportedCalibration;
  readonly before: Curve;
}

/** A proposal: its curve, what it rests on, what it would change, and the form that applies it. */
export function proposalSections(frame: Frame, proposed: Proposed): Html {
  return html`${curves(frame, proposed)}${effectSection(frame, proposed.proposal.report.effect)}${influence(proposed)}`;
}

function curves(frame: Frame, { proposal, before }: Proposed): Html {
  const { report, curve, proposedBy, proposedMs } = proposal;
  const { labels, distance, gold } = report;
  return html`<section class="card" aria-labelledby="proposal-title"><h2 id="proposal-title">Proposed</h2>
  <p>By <b>${proposedBy}</b>, <time datetime="${iso(proposedMs)}">${clock(proposedMs, frame.timeZone)}</time>, from ${count(labels.fraudulent)} fraudulent and ${count(labels.legitimate)} legitimate labels. ${cut(distance)}</p>
  <div class="plots">
  <figure>${curveChart({ before, after: curve, fit: report.fit }, DAY_BOUND)}
    <figcaption><ul class="legend">${legend('was', 'in force')}${legend('would', 'proposed')}${legend('fit', 'what the labels ask for')}${legend('bound', 'how far a day may go')}</ul></figcaption></figure>
  <figure>${reliabilityChart(report.before, report.after)}
    <figcaption><ul class="legend">${legend('ring', `in force: off by ${percent(report.before.ece)} on average`)}${legend('disc', `proposed: off by ${percent(report.after.ece)}`)}</ul></figcaption></figure>
  </div>
  ${table(proposal, before)}
  ${gold && html`<p class="hint">Log-loss on the frozen set: ${gold.was.toFixed(4)} at best in thirty days, ${gold.would.toFixed(4)} proposed. More than 2 % above is refused.</p>`}
  ${may(frame.reviewer, 'publish') && applyForm(frame, proposal)}</section>`;
}

/** What the bound took from what the labels ask for. */
const cut = ({ fit, proposed }: { readonly fit: number; readonly proposed: number }): string =>
  fit > proposed + 0.005
    ? `The labels ask for a step of ${fit.toFixed(2)} logits; the bounds leave ${proposed.toFixed(2)}.`
    : `It moves by ${proposed.toFixed(2)} logits at most, within the bounds.`;

const legend = (kind: string, text: string): Html =>
  html`<li><svg class="plot sample" width="22" height="14" aria-hidden="true" focusable="false">${
    kind === 'ring' || kind === 'disc'
      ? html`<circle class="${kind === 'ring' ? 'was' : 'would'}" cx="11" cy="7" r="5"/>`
      : kind === 'bound'
        ? html`<rect class="bound" width="22" height="14"/>`
        : html`<line class="${kind}" x1="0" x2="22" y1="7" y2="7"/>`
  }</svg> ${text}</li>`;

/** The drawings as numbers. */
function table({ report, curve }: ReportedCalibration, before: Curve): Html {
  const line = ({ slope, intercept, halfWidth }: Curve) =>
    html`<td class="number">${slope.toFixed(3)}</td><td class="number">${intercept.toFixed(3)}</td><td class="number">${halfWidth.toFixed(3)}</td>`;
  return html`<details class="more"><summary>The same as tables</summary>
  <div class="wide" tabindex="0" role="region" aria-label="Curves"><table class="plain"><thead><tr><th scope="col">Curve</th><th scope="col">Slope</th><th scope="col">Intercept</th><th scope="col">±, 80 %</th></tr></thead>
  <tbody><tr><th scope="row">in force</th>${line(before)}</tr><tr><th scope="row">proposed</th>${line(curve)}</tr><tr><th scope="row">asked for</th>${line(report.fit)}</tr></tbody></table></div>
  <div class="wide" tabindex="0" role="region" aria-label="Reliability"><table class="plain"><thead><tr><th scope="col">Tenth of the labels’ weight</th><th scope="col">Labels</th><th scope="col">p in force</th><th scope="col">p proposed</th><th scope="col">Fraud</th></tr></thead>
  <tbody>${report.after.bins.map(
    (bin, index) =>
      html`<tr><th scope="row">${index + 1}</th><td class="number">${count(bin.labels)}</td><td class="number">${percent(report.before.bins[index]?.p ?? 0)}</td><td class="number">${percent(bin.p)}</td><td class="number">${percent(bin.rate)}</td></tr>`,
  )}</tbody></table></div></details>`;
}

function applyForm({ path }: Frame, { id, action, isNamed, losing }: ReportedCalibration): Html {
  if (losing.length > 0)
    return html`<p role="alert"><b>It cannot be applied:</b> more good visits ${losing.join(', ')} would not be let through.</p>`;
  return html`<form class="learn-form" method="post" action="${path}/learning/apply"><input type="hidden" name="id" value="${id}"><input type="hidden" name="action" value="${action}">
  ${isNamed ? html`<label class="choice"><input type="checkbox" name="named" value="yes" required><span>It may go further in thirty days than 1 logit. I answer for that.</span></label>` : null}
  <button class="primary">Apply it</button></form>`;
}

/** Whose labels weigh what, and what does not count. */
function influence({ proposal: { report } }: Proposed): Html {
  const { influence: people, cut: taken, incumbent, leftOut } = report;
  const left = Object.entries(leftOut).filter(([, labels]) => labels > 0);
  return html`<div class="pair"><section class="card" aria-labelledby="influence-title"><h2 id="influence-title">Influence by reviewer</h2>
  <ul class="influences">${people.map(
    (one) =>
      html`<li><span class="who-weighs"><b>${one.by}</b> <span class="sub">${one.source}, ${plural(one.labels, 'label')}</span></span>${influenceBar(one, REVIEWER_SHARE)}
      <span class="sub">${percent(one.kept)} of the weight${one.given > one.kept + 0.0005 ? `; ${percent(one.given - one.kept)} cut off` : ''}</span></li>`,
  )}</ul><p class="hint note">The line is a fifth, which is the most that one reviewer may have. ${percent(incumbent)} of the weight is the curve’s in force.</p></section>
<section class="card" aria-labelledby="cut-title"><h2 id="cut-title">Cut off</h2>
  <dl class="counts"><div><dt>Several labels of one key, account or card</dt><dd>${percent(taken.repeated)}</dd></div>
  <div><dt>More than 5 % from one network</dt><dd>${percent(taken.networks)}</dd></div>
  <div><dt>More than a fifth from one reviewer</dt><dd>${percent(taken.reviewers)}</dd></div></dl>
  <h3>Labels that do not count</h3>
  ${left.length === 0 ? html`<p class="hint">All of them count.</p>` : html`<dl class="counts">${left.map(([why, labels]) => html`<div><dt>${LEFT_OUT[why] ?? why}</dt><dd>${count(labels)}</dd></div>`)}</dl>`}</section></div>`;
}
