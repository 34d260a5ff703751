import { outcomeMatrix } from '../../charts/matrix.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import type { PoliciesView, PolicyView, ShadowView } from '../../policy-view.ts';
import { plural } from '../../words/money.ts';
import { layout } from '../layout.ts';
import { ruleTable } from './rules.ts';

/** What was written in the form and not taken, with why. */
export interface Refused {
  readonly source: string;
  readonly faults: readonly { readonly line: number; readonly path: string; readonly reason: string }[];
}

/** Policies that are live, on trial, drafted and retired. */
export function policyPage(frame: Frame, view: PoliciesView, refused: Refused | null = null): Html {
  const main = html`
<div class="head"><div><p class="eyebrow">The first rule that holds decides; all are counted</p><h1>Policy</h1></div>
  <a class="button small" href="${frame.path}/denied">Deny list</a></div>
${refused && faults(refused)}
${view.live.map((policy) => card(frame, policy))}
${view.shadow.map((policy) => trial(frame, policy))}
${others(frame, 'Drafts', view.drafts)}
${others(frame, 'Retired', view.retired)}
${may(frame.reviewer, 'publish') && draftForm(frame, refused?.source ?? '')}`;
  return layout(frame, { title: 'Policy', page: 'policy', main });
}

function title({ path }: Frame, { name, revision, state, actions }: PolicyView): Html {
  return html`<div class="policy-title"><h2 id="p-${revision.slice(0, 8)}">${name}</h2><span class="tag ${state}">${STATES[state]}</span>
  <code>${revision.slice(0, 8)}</code><span class="sub">for ${actions.join(', ')}</span>
  <a href="${path}/policy/${revision}">What it would have done</a></div>`;
}

const STATES = { live: 'live', shadow: 'on trial', draft: 'draft', retired: 'retired' } as const;

const card = (frame: Frame, policy: PolicyView): Html =>
  html`<section class="card" aria-labelledby="p-${policy.revision.slice(0, 8)}">${title(frame, policy)}${ruleTable(policy)}</section>`;

function trial(frame: Frame, policy: ShadowView): Html {
  return html`<section class="card" aria-labelledby="p-${policy.revision.slice(0, 8)}">${title(frame, policy)}
  ${outcomeMatrix(policy.matrix, { caption: 'Visits of the last 24 hours, live against trial', rows: 'live', columns: 'trial' })}
  <details class="more"><summary>${plural(policy.rules.length, 'rule')}</summary>${ruleTable(policy)}</details></section>`;
}

function others({ path }: Frame, name: string, policies: readonly PolicyView[]): Html | null {
  if (policies.length === 0) return null;
  return html`<section class="card" aria-label="${name}"><h2>${name}</h2><ul class="similar">${policies.map(
    (
      policy,
    ) => html`<li><a href="${path}/policy/${policy.revision}">${policy.name} <code>${policy.revision.slice(0, 8)}</code></a>
    <span class="sub">${plural(policy.rules.length, 'rule')}, written by ${policy.by}</span></li>`,
  )}</ul></section>`;
}

function faults({ faults: found }: Refused): Html {
  return html`<section class="card faults" role="alert"><h2>The draft was not taken</h2>
  <ul>${found.map(({ line, path, reason }) => html`<li>Line ${line}: <code>${path}</code> ${reason}</li>`)}</ul></section>`;
}

function draftForm({ path }: Frame, source: string): Html {
  return html`<section class="card" aria-labelledby="draft-title"><h2 id="draft-title">Write a draft</h2>
  <form class="draft" method="post" action="${path}/policy"><label for="source">A policy as JSON. It is checked, and nothing changes until it is published.</label>
  <textarea id="source" name="source" rows="8" spellcheck="false" required>${source}</textarea>
  <button class="primary">Check and keep it</button></form></section>`;
}
