import { markOf, timelineChart } from '../../charts/timeline.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { CaseView, TimelineEvent } from '../../view.ts';
import { money, plural } from '../../words/money.ts';
import { OUTCOME_WORDS } from '../../words/outcomes.ts';
import { clock, iso } from '../../words/time.ts';

/** Visits that are listed at once; the rest is folded. Chosen: a screen of a phone. */
const SHOWN = 5;

/** What happened: account and key on one axis, and the same as a list. */
export function happened(frame: Frame, { timeline, journey, account }: CaseView): Html {
  const newestFirst = timeline.toReversed();
  const rest = newestFirst.slice(SHOWN);
  return html`<section class="card" aria-labelledby="happened-title">
  <h2 id="happened-title">What happened</h2>
  ${journey && html`<p class="journey">${journey}</p>`}
  <div class="lanes"><p class="lane-names" aria-hidden="true"><span>Account</span><span>This key</span></p>${timelineChart(timeline, frame)}</div>
  ${account === null ? html`<p class="hint">A guest: there is no account to look back at.</p>` : ''}
  ${account !== null && timeline.length === 1 ? html`<p class="hint">The first visit of this account and this key that is known.</p>` : ''}
  <ol class="events">${newestFirst.slice(0, SHOWN).map((event) => row(frame, event))}</ol>
  ${
    rest.length > 0
      ? html`<details class="more"><summary>${plural(rest.length, 'earlier visit')}</summary>
      <ol class="events">${rest.map((event) => row(frame, event))}</ol></details>`
      : ''
  }
</section>`;
}

function row({ timeZone, currency }: Frame, event: TimelineEvent): Html {
  const { atMs, action, outcome, place, amount, label, isThis, isAlert } = event;
  return html`<li${isThis ? html` class="this"` : ''}>${markOf(outcome)}
  <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time>
  <span><b>${action}</b>${amount === null ? '' : ` ${money(amount, currency)}`}${place === null ? '' : `, ${place}`}${
    isThis ? ', this visit' : isAlert ? ', in this case too' : ''
  } <span class="sub">${outcome === null ? 'outcome hidden until the answer' : OUTCOME_WORDS[outcome]}, ${devices(event)}${label === null ? '' : `, ${label}`}</span></span></li>`;
}

const devices = ({ isAccount, isKey }: TimelineEvent): string =>
  isAccount ? (isKey ? 'this account and key' : 'another key') : 'this key, another account';
