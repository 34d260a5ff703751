import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { AnswerView, CaseView } from '../../view.ts';
import { inWords } from '../../words/reasons.ts';
import { clock, iso } from '../../words/time.ts';

/** What was said of the case, the newest first. */
export function answersSection(frame: Frame, { answers }: CaseView): Html {
  return html`<section class="card" aria-labelledby="answers-title"><h2 id="answers-title">What was said</h2>
  <ol class="answers">${answers.toReversed().map((answer) => row(frame, answer))}</ol></section>`;
}

function row({ timeZone }: Frame, answer: AnswerView): Html {
  const { by, source, atMs, note } = answer;
  return html`<li><p>${said(answer)}</p>
  <p class="sub">${by}, ${source}, <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time></p>
  ${note && html`<blockquote>${note}</blockquote>`}</li>`;
}

function said({ outcome, reason, state }: AnswerView): Html {
  const words = html`<span class="tag ${outcome}">${outcome}</span> ${inWords(reason)}`;
  if (state === 'reversal') return html`Took back: ${outcome}, ${inWords(reason)}`;
  if (state === 'reversed') return html`<s>${words}</s> <span class="sub">taken back</span>`;
  return state === 'in_force' ? html`${words} <span class="sub">in force</span>` : words;
}
