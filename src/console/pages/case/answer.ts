import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView } from '../../view.ts';
import { REASONS } from '../../words/reasons.ts';
import { type IconName, icon } from '../icon.ts';

const VERDICTS = [
  ['fraudulent', 'Fraud', 'f', 'stop'],
  ['legitimate', 'Legitimate', 'l', 'check'],
  ['unsure', 'Unsure', 'u', 'question'],
] as const satisfies readonly (readonly [keyof typeof REASONS, string, string, IconName])[];

/**
 * The answer in two steps: a verdict that opens, and a reason that sends. Each reason's button carries the
 * whole answer, so that the form works without script.
 */
export function answerPanel(frame: Frame, view: CaseView): Html {
  const { path } = frame;
  return html`<section class="card answer" aria-labelledby="answer-title">
  <h2 id="answer-title">What was it?</h2>
  <form method="post" action="${path}/case/${view.id}/answer" autocomplete="off">
    <input type="hidden" name="seen" value="${view.alerts}">
    ${VERDICTS.map(
      ([outcome, title, key, picture]) => html`<details name="verdict" class="verdict ${outcome}">
      <summary data-key="${key}" aria-keyshortcuts="${key}">${icon(picture)}<span>${title}</span><kbd>${key}</kbd></summary>
      <div class="reasons">${REASONS[outcome].map(
        ([reason, text], index) =>
          html`<button name="answer" value="${outcome}:${reason}" data-key="${index + 1}" aria-keyshortcuts="${index + 1}"><kbd>${index + 1}</kbd>${text}</button>`,
      )}</div></details>`,
    )}
    <label class="note">Note, if one is needed<textarea name="note" maxlength="1000" rows="2"></textarea></label>
  </form>
  ${snoozes(frame, view)}
</section>`;
}

function snoozes({ path }: Frame, { id, rules, hasAccount }: CaseView): Html | null {
  if (!hasAccount || rules.length === 0) return null;
  return html`<details class="snooze"><summary data-key="s" data-into aria-keyshortcuts="s">${icon('moon')}<span>Snooze a rule for this account</span><kbd>s</kbd></summary>
  <form method="post" action="${path}/case/${id}/snooze"><p class="hint">It still decides, and raises no alert for 30 days.</p>
  ${rules.map(({ id: rule, isSnoozed }) =>
    isSnoozed
      ? html`<button class="small" name="wake" value="${rule}"><code>${rule}</code> is snoozed: wake it</button>`
      : html`<button class="small" name="rule" value="${rule}"><code>${rule}</code></button>`,
  )}</form></details>`;
}
