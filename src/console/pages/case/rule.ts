import type { PolicyFault } from '../../../decide/index.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CountedCandidate, RuleFromCase, WrittenRule } from '../../policy-view.ts';
import { count, plural } from '../../words/money.ts';
import { layout } from '../layout.ts';

const ANSWERS = [
  ['challenge', 'Challenge', 'a code, or what the site asks for'],
  ['review', 'Hold for review', 'a person looks before it goes on'],
  ['deny', 'Refuse', 'without a word of why'],
] as const;

/** A rule from a case: what held for its visit, with what each part would have held for in a week. */
export function rulePage(frame: Frame, view: RuleFromCase): Html {
  const { caseId, why, policy, written, faults } = view;
  const main = html`
<div class="case-head"><p class="eyebrow"><a href="${frame.path}/case/${caseId}">Case ${caseId.slice(0, 8)}</a> / rule</p>
  <h1>A rule from this case</h1><p class="hint">${why}</p></div>
${faults.length > 0 ? faultsOf(faults) : ''}
<form class="rule-form" method="post" action="${frame.path}/case/${caseId}/rule">
  <fieldset class="card"><legend class="hidden">When</legend><h2>When all of these hold</h2>
  <p class="hint">What held for this visit, with how many visits of the last ${plural(view.days, 'day')} it holds for.</p>
  ${view.candidates.map((one, place) => part(one, place, written))}
  <label for="more">And this, in CEL<textarea id="more" name="more" rows="2" maxlength="500" spellcheck="false">${written?.more ?? ''}</textarea></label>
  </fieldset>
  <fieldset class="card"><legend class="hidden">Then</legend><h2>Then</h2>
  ${ANSWERS.map(
    ([then, name, text]) =>
      html`<label class="choice"><input type="radio" name="outcome" value="${then}"${(written?.outcome ?? 'review') === then ? html` checked` : ''}><span><b>${name}</b> <span class="sub">${text}</span></span></label>`,
  )}
  <label for="rule-id">Its name<input id="rule-id" name="id" required maxlength="64" pattern="[a-z][a-z0-9_]*" autocomplete="off" value="${written?.id ?? ''}" aria-describedby="rule-id-hint"></label>
  <p class="hint" id="rule-id-hint">Lower-case letters, digits and _, such as <code>pasted_behind_vpn</code>.</p>
  <label for="note">What the decision says of it<input id="note" name="note" maxlength="200" value="${written?.note ?? ''}"></label>
  </fieldset>
  <p class="hint">It becomes a revision of <b>${policy}</b> on trial beside the live one: it counts what it would have done, and decides nothing.</p>
  <button class="primary">Put it on trial</button>
</form>`;
  return layout(frame, { title: 'A rule from a case', page: 'policy', main });
}

function part(one: CountedCandidate, place: number, written: WrittenRule | null): Html {
  const { when, text, visits, fraudulent, legitimate, isSuggested } = one;
  const isTicked = written ? written.parts.includes(when) : isSuggested;
  return html`<label class="choice"><input type="checkbox" name="part" value="${when}"${isTicked ? html` checked` : ''} aria-describedby="part-${place}"><span><b>${text}</b> <code>${when}</code>
  <span class="sub" id="part-${place}">${plural(visits, 'visit')}: ${count(fraudulent)} known fraud, ${count(legitimate)} known good</span></span></label>`;
}

const faultsOf = (faults: readonly PolicyFault[]): Html =>
  html`<section class="card faults" role="alert"><h2>The rule was not taken</h2>
  <ul>${faults.map(({ path, reason }) => html`<li><code>${path}</code> ${reason}</li>`)}</ul></section>`;
