import { markOf } from '../../charts/timeline.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView, FoldedAlert } from '../../view.ts';
import { count, money } from '../../words/money.ts';
import { OUTCOME_WORDS } from '../../words/outcomes.ts';
import { clock, iso } from '../../words/time.ts';

/** Alerts that are listed at once; the rest is folded. Chosen: a screen of a phone. */
const SHOWN = 5;

/** The alerts of a case: one answer is for all of them. */
export function foldedSection(frame: Frame, { folded, alerts }: CaseView): Html {
  const first = folded.slice(0, SHOWN);
  const rest = folded.slice(SHOWN);
  const more = alerts - first.length;
  return html`<section class="card" aria-labelledby="folded-title"><h2 id="folded-title">Alerts in this case</h2>
  <p class="hint">They share the card, the account, the key or the behaviour. Your answer is for all ${count(alerts)}.</p>
  <ol class="events">${first.map((alert) => row(frame, alert))}</ol>
  ${
    more > 0
      ? html`<details class="more"><summary>${count(more)} more${alerts > folded.length ? `, the first ${count(rest.length)} of them here` : ''}</summary>
      <ol class="events">${rest.map((alert) => row(frame, alert))}</ol></details>`
      : ''
  }
</section>`;
}

function row({ timeZone, currency }: Frame, alert: FoldedAlert): Html {
  const { atMs, outcome, amount, place, isShown } = alert;
  return html`<li${isShown ? html` class="this"` : ''}>${markOf(outcome)}
  <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time>
  <span><b>${money(amount, currency)}</b>${place === null ? '' : `, ${place}`}${isShown ? ', this visit' : ''}
  <span class="sub">${OUTCOME_WORDS[outcome]}${isShown ? '' : `, ${inCommon(alert)}`}</span></span></li>`;
}

function inCommon({ isSameAccount, isSameCard, isSameKey }: FoldedAlert): string {
  const same = [
    ...(isSameAccount ? ['account'] : []),
    ...(isSameCard ? ['card'] : []),
    ...(isSameKey ? ['key'] : []),
  ];
  return same.length === 0 ? 'another account, card and key' : `same ${same.join(', ')}`;
}
