import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView, SimilarCase } from '../../view.ts';
import { money } from '../../words/money.ts';
import { duration } from '../../words/time.ts';

/** Cases like this one, and how they ended. */
export function similarSection(frame: Frame, { similar }: CaseView): Html {
  return html`<section class="card" aria-labelledby="similar-title"><h2 id="similar-title">Similar cases</h2>
  ${similar.length === 0 ? html`<p class="hint">No case raised the same rule in the last month.</p>` : list(frame, similar)}</section>`;
}

function list(frame: Frame, similar: readonly SimilarCase[]): Html {
  const ended = similar.filter(({ ended: how }) => how !== null);
  const bad = ended.filter(({ ended: how }) => how === 'fraudulent').length;
  return html`<p class="hint">${ended.length === 0 ? 'None has been answered yet.' : `${bad} of ${ended.length} answered ones were fraud.`}</p>
  <ul class="similar">${similar.map((one) => row(frame, one))}</ul>`;
}

function row({ path, nowMs, currency }: Frame, { id, why, ended, openedMs, amount }: SimilarCase): Html {
  return html`<li><a href="${path}/case/${id}">${why}</a>
  <span class="tag ${ended ?? ''}">${ended ?? 'open'}</span>
  <span class="sub">${amount === null ? '' : `${money(amount, currency)}, `}${duration(nowMs - openedMs)} ago</span></li>`;
}
