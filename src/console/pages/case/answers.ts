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

function row({ timeZone }: Frame, { outcome, reason, by, source, atMs, note }: AnswerView): Html {
  return html`<li><p><span class="tag ${outcome}">${outcome}</span> ${inWords(reason)}</p>
  <p class="sub">${by}, ${source}, <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time></p>
  ${note && html`<blockquote>${note}</blockquote>`}</li>`;
}
