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
    ${answerFields()}
  </form>
  <form method="post" action="${path}/case/${view.id}/skip">
    <button class="quiet" data-key="w" aria-keyshortcuts="w">Pass it over for now <kbd>w</kbd></button>
  </form>
</section>`;
}

/** The same for a case that was answered: another word, at any time. Only where somebody answered. */
export function correctionPanel({ path }: Frame, { id, ending }: CaseView): Html | null {
  if (!ending?.by) return null;
  return html`<section class="card answer" aria-labelledby="correct-title">
  <details><summary class="follow" data-key="c" aria-keyshortcuts="c"><span id="correct-title">Correct the answer</span><kbd>c</kbd></summary>
  <p class="hint">Nothing is overwritten: your own answer is taken back by a row of its own, and the new one counts.</p>
  <form method="post" action="${path}/case/${id}/correct" autocomplete="off">${answerFields()}</form></details>
</section>`;
}

const answerFields = (): Html => html`${VERDICTS.map(
  ([outcome, title, key, picture]) => html`<details name="verdict" class="verdict ${outcome}">
      <summary data-key="${key}" aria-keyshortcuts="${key}">${icon(picture)}<span>${title}</span><kbd>${key}</kbd></summary>
      <div class="reasons">${REASONS[outcome].map(
        ([reason, text], index) =>
          html`<button name="answer" value="${outcome}:${reason}" data-key="${index + 1}" aria-keyshortcuts="${index + 1}"><kbd>${index + 1}</kbd>${text}</button>`,
      )}</div></details>`,
)}
    <label class="note">Note, if one is needed<textarea name="note" maxlength="1000" rows="2"></textarea></label>`;
