import type { DeniableName } from '../../../decide/index.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import type { CaseView } from '../../view.ts';
import { NAMES_OF_DENIED } from '../../words/denials.ts';
import { day } from '../../words/time.ts';
import { icon } from '../icon.ts';

/**
 * What is learnt from a case besides its label, before the answer and after it. While the score of an audit
 * is hidden no rule is named, because its facts would tell the score.
 */
export function followUp(frame: Frame, view: CaseView, isHidden: boolean): Html | null {
  const { path, reviewer } = frame;
  const parts = [
    may(reviewer, 'label') ? snoozes(frame, view) : null,
    may(reviewer, 'label') ? denials(frame, view) : null,
    may(reviewer, 'publish') && !isHidden
      ? html`<a class="follow" href="${path}/case/${view.id}/rule" data-key="r" aria-keyshortcuts="r">${icon('policy')}<span>Write a rule from this case</span><kbd>r</kbd></a>`
      : null,
  ].filter((part) => part !== null);
  if (parts.length === 0) return null;
  return html`<section class="card follow-up" aria-labelledby="follow-title"><h2 id="follow-title">What follows</h2>
  ${parts}</section>`;
}

function snoozes({ path }: Frame, { id, rules, hasAccount }: CaseView): Html | null {
  if (!hasAccount || rules.length === 0) return null;
  return html`<details><summary class="follow" data-key="s" data-into aria-keyshortcuts="s">${icon('moon')}<span>Snooze for this account</span><kbd>s</kbd></summary>
  <form method="post" action="${path}/case/${id}/snooze"><p class="hint">It still decides, and raises no alert for 30 days.</p>
  ${rules.map(({ id: rule, isSnoozed }) =>
    isSnoozed
      ? html`<button class="small" name="wake" value="${rule}"><code>${rule}</code> is snoozed: wake it</button>`
      : html`<button class="small" name="rule" value="${rule}"><code>${rule}</code></button>`,
  )}</form></details>`;
}

function denials(frame: Frame, { id, deniable, readsDenyList }: CaseView): Html | null {
  if (deniable.length === 0) return null;
  return html`<details><summary class="follow" data-key="d" aria-keyshortcuts="d">${icon('stop')}<span>Deny its next visits</span><kbd>d</kbd></summary>
  <form method="post" action="${frame.path}/case/${id}/deny"><p class="hint">${
    readsDenyList
      ? 'Visits of what is on the deny list are refused.'
      : 'The live policy has no rule that reads the deny list: until one does, nothing is refused.'
  }</p>
  ${deniable.map((one) => entry(frame, one))}</form></details>`;
}

function entry({ reviewer, timeZone }: Frame, { kind, name: own, denial }: DeniableName): Html {
  const name = NAMES_OF_DENIED[kind];
  const value = `${kind}:${own}`;
  if (denial === null) return html`<button class="small" name="deny" value="${value}">${name}</button>`;
  const off = html`<button class="quiet" name="undeny" value="${value}">Take it off</button>`;
  const since = day(denial.atMs, timeZone);
  if (denial.confirmedBy !== null)
    return html`<p class="denied">${icon('stop')}<span><b>${name}</b> is on the deny list. ${denial.by}, ${since}. ${off}</span></p>`;
  if (denial.by === reviewer.id)
    return html`<p class="denied">${icon('clock')}<span><b>${name}</b> waits for a second person. ${off}</span></p>`;
  return html`<p class="denied">${icon('clock')}<span><b>${name}</b> was asked for by ${denial.by}. ${off}</span></p>
  <button class="small" name="deny" value="${value}">Agree: deny this ${name.toLowerCase()}</button>`;
}
