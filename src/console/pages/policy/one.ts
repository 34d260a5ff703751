import type { Change } from '../../../decide/index.ts';
import { outcomeMatrix } from '../../charts/matrix.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import type { PolicyView, WouldView } from '../../policy-view.ts';
import { count, money, plural } from '../../words/money.ts';
import { layout } from '../layout.ts';
import { changesSection } from './changes.ts';
import { overlapTable } from './overlap.ts';
import { ruleTable } from './rules.ts';

/** One policy: what it would have done, before it does anything. */
export function onePolicyPage(frame: Frame, view: WouldView): Html {
  const { policy } = view;
  const main = html`
<div class="case-head"><p class="eyebrow"><a href="${frame.path}/policy">Policy</a> / <code>${policy.revision.slice(0, 8)}</code></p>
  <h1>${policy.name}</h1><p class="chips"><span class="tag ${policy.state}">${policy.state === 'shadow' ? 'on trial' : policy.state}</span><span class="tag">written by ${policy.by}</span></p></div>
${policy.warnings.length > 0 ? warnings(policy) : ''}
${would(frame, view)}
${may(frame.reviewer, 'publish') && publishForms(frame, view)}
<section class="card" aria-labelledby="rules-title"><h2 id="rules-title">Rules</h2>${ruleTable(policy)}</section>
${changesSection(frame, view)}
${overlapTable(view.report)}`;
  return layout(frame, { title: `${policy.name}, policy`, page: 'policy', main });
}

const warnings = ({ warnings: found }: PolicyView): Html =>
  html`<section class="card faults" aria-labelledby="warnings-title"><h2 id="warnings-title">Most likely a mistake</h2>
  <ul>${found.map(({ path, reason }) => html`<li><code>${path}</code> ${reason}</li>`)}</ul></section>`;

function would(frame: Frame, { report, days }: WouldView): Html {
  const { loss, alerts, goodCustomers, changed, decisions, errors, labelled } = report;
  return html`<section class="card" aria-labelledby="would-title"><h2 id="would-title">What it would have done in ${plural(days, 'day')}</h2>
  ${
    decisions === 0
      ? html`<p class="hint">There was no visit that it is about.</p>`
      : html`<p class="hint">${plural(decisions, 'visit')} replayed with the facts that were seen; ${count(changed)} would have been answered otherwise.${errors > 0 ? ` ${plural(errors, 'rule error')}.` : ''}</p>
  <dl class="changes">
    ${change('Lost to fraud that was let through', loss, (value) => money(value, frame.currency))}
    ${change('Alerts', alerts, count)}
    ${change('Good customers not let through', goodCustomers, count)}
  </dl>
  <p class="hint">Loss and good customers rest on what is known of ${count(labelled.fraudulent)} fraudulent and ${count(labelled.legitimate)} legitimate visits.</p>
  ${outcomeMatrix(report.outcomes, { caption: 'Answers as they were, against what they would have been', rows: 'was', columns: 'would' })}`
  }</section>`;
}

/** Less is better in all three. */
function change(name: string, { was, would: after }: Change, say: (value: number) => string): Html {
  const tone = after < was ? 'trust' : after > was ? 'risk' : 'neutral';
  const word = after < was ? '↓ less' : after > was ? '↑ more' : 'the same';
  return html`<div><dt>${name}</dt><dd><span class="was">${say(was)}</span><span aria-hidden="true"> → </span><span class="hidden">would be </span><b>${say(after)}</b></dd><dd class="${tone} sub">${word}</dd></div>`;
}

const STEPS = {
  draft: [
    ['shadow', 'Try it beside the live one'],
    ['live', 'Make it live'],
  ],
  shadow: [
    ['live', 'Make it live'],
    ['retired', 'End the trial'],
  ],
  live: [['retired', 'Retire it']],
  retired: [['live', 'Make it live again']],
} as const;

function publishForms({ path }: Frame, { policy, live }: WouldView): Html {
  return html`<section class="card" aria-labelledby="publish-title"><h2 id="publish-title">Publish</h2>
  <p class="hint">${live === null ? 'No policy of this name is live.' : live === policy.revision ? 'This one is live.' : html`Revision <code>${live.slice(0, 8)}</code> is live now.`} It is written to the log, and can be taken back by making another revision live.</p>
  <form class="publish" method="post" action="${path}/policy/${policy.revision}"><input type="hidden" name="replaces" value="${live ?? ''}">
  ${STEPS[policy.state].map(([state, text], index) => html`<button class="${index === 0 ? 'primary' : ''}" name="state" value="${state}">${text}</button>`)}</form></section>`;
}
