import type { DriftAlarm, DriftState } from '../../decide/index.ts';
import type { Frame } from '../frame.ts';
import { type Html, html } from '../html.ts';
import { may } from '../may.ts';
import type { HealthView } from '../view.ts';
import { count, percent } from '../words/money.ts';
import { clock, iso } from '../words/time.ts';
import { icon } from './icon.ts';

/** Whether visits of each watched action are like those of its reference. */
export function driftCards(frame: Frame, { drift }: HealthView): Html {
  return html`${Object.entries(drift).map(([action, state]) => driftCard(frame, action, state))}`;
}

function driftCard(frame: Frame, action: string, state: DriftState): Html {
  const { reference, missingRate, features } = state;
  const title = `Drift: ${action}`;
  if (!reference.isComplete)
    return html`<section class="card" aria-label="${title}"><h2>${title}</h2>
  <p class="hint">The reference has ${count(reference.visits)} visits of 1,000, and needs a week. Until then nothing is compared.</p>${resetForm(frame, action)}</section>`;
  return html`<section class="card" aria-label="${title}"><h2>${title}</h2>
  ${state.alarm === null ? html`<p class="hint">Visits are like the ${count(reference.visits)} of the reference.</p>` : alarmOf(frame, state.alarm)}
  <dl class="counts">
    <div><dt>Without a token, last 300 attempts</dt><dd>${percent(missingRate.now)}</dd></div>
    <div><dt>Without a token, reference</dt><dd>${percent(missingRate.reference)}</dd></div>
    ${features.map(({ feature, psi }) => html`<div><dt>Shift of <code>${feature}</code></dt><dd>${psi.toFixed(2)}</dd></div>`)}
  </dl>
  <p class="hint">A shift is the population stability index of the last 300 visits; from .25 on a distribution has changed. Of this process alone.</p>${resetForm(frame, action)}</section>`;
}

/** After a redesign, or where the reference has seen an attack. */
const resetForm = ({ path, reviewer }: Frame, action: string): Html | null =>
  may(reviewer, 'publish')
    ? html`<details class="more"><summary>Begin a new reference</summary>
  <p class="hint">What comes from now on is normal then: after a redesign, or where the reference has seen an attack. The alarm is forgotten, and for a week nothing is compared. Of this process alone; written to the log.</p>
  <form method="post" action="${path}/health/drift"><input type="hidden" name="action" value="${action}"><button>Forget the reference of ${action}</button></form></details>`
    : null;

function alarmOf({ timeZone }: Frame, alarm: DriftAlarm): Html {
  const { atMs } = alarm;
  return html`<p role="alert">${icon('alert')} <time datetime="${iso(atMs)}">${clock(atMs, timeZone)}</time>: <b>${shiftSentence(alarm)}</b> ${causeSentence(alarm)}</p>`;
}

/** What has changed. */
function shiftSentence({ signal, feature }: DriftAlarm): string {
  if (signal === 'score') return 'Scores are not what they were.';
  if (signal === 'missing') return 'More visits come without a token.';
  return `The feature ${feature} is not distributed as before.`;
}

/** What most likely changed it. */
function causeSentence({ cause: { kind, name, share, explains } }: DriftAlarm): string {
  const shares = `${percent(share)} of visits, ${percent(explains)} of the shift`;
  if (kind === 'attack') return `Most likely an attack: visits of campaigns, ${shares}.`;
  if (kind === 'browser_release') return `Most likely a browser release: ${name}, ${shares}.`;
  if (kind === 'deploy') return `Most likely a deploy: ${name}, ${shares}.`;
  return 'No build, release, browser or campaign explains it.';
}
