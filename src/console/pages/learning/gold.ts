import type { LearningView } from '../../../decide/index.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { may } from '../../may.ts';
import { count, plural } from '../../words/money.ts';
import { clock } from '../../words/time.ts';

/** Labels of a set that counts, at the least (decide.md §8). */
const LEAST = 200;

/** The frozen set that every curve is tried on, and the two people who make one. */
export function goldSection(frame: Frame, { action, gold, waitingGold }: LearningView): Html {
  const mayPublish = may(frame.reviewer, 'publish');
  return html`<section class="card" aria-labelledby="gold-title"><h2 id="gold-title">Frozen set</h2>
  ${
    gold
      ? html`<p>${plural(gold.labels.length, 'label')}, drawn by <b>${gold.by}</b> and agreed to by <b>${gold.confirmedBy}</b>, ${clock(gold.atMs, frame.timeZone)}. ${gold.labels.length < LEAST ? 'Too few are left: it does not count any more.' : 'A curve whose log-loss on it grows by more than 2 % is refused.'}</p>`
      : html`<p class="hint">There is none: no curve is tried on labels that it was not learnt from. It takes ${count(2 * LEAST)} labels that count, half of which are frozen.</p>`
  }
  ${waitingGold ? html`<p>${plural(waitingGold.labels.length, 'label')} drawn by <b>${waitingGold.by}</b> wait for a second person.</p>` : null}
  ${mayPublish ? html`<div class="learn-forms">${waitingGold && waitingGold.by !== frame.reviewer.id ? form(frame, action, ['agree', 'Agree to it']) : null}${form(frame, action, ['draw', waitingGold || gold ? 'Draw a new one' : 'Draw one'])}</div>` : null}</section>`;
}

const form = ({ path }: Frame, action: string, [step, text]: readonly [step: string, text: string]): Html =>
  html`<form class="learn-form" method="post" action="${path}/learning/gold"><input type="hidden" name="action" value="${action}"><button name="step" value="${step}">${text}</button></form>`;
