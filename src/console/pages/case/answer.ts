import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView } from '../../view.ts';
import { count } from '../../words/money.ts';
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
export function answerPanel({ path }: Frame, view: CaseView): Html {
  return html`<section class="card answer" aria-labelledby="answer-title">
  <h2 id="answer-title">What was it?</h2>
  ${view.alerts > 1 ? html`<p class="hint">One answer for all ${count(view.alerts)} alerts.</p>` : ''}
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
</section>`;
}
