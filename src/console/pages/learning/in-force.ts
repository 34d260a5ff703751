import { curveChart } from '../../charts/curves.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import type { LearningPageView } from '../../learning-view.ts';
import { may } from '../../may.ts';
import { clock, DAY_MS, iso } from '../../words/time.ts';

/** Most that a curve moves in a day, logits (decide.md §8). */
export const DAY_BOUND = 0.25;
/** The other bound is of thirty days. */
const MONTH_MS = 30 * DAY_MS;

/** The curve in force, and the way back. */
export function inForceSection(frame: Frame, { learning, proposal, nowMs }: LearningPageView): Html | null {
  const last = learning.reigns.at(-1);
  if (!last) return null;
  const { id, curve, fromMs } = last;
  const calibration = learning.calibrations.find((one) => one.id === id);
  const isOld = !learning.reigns.some(
    (reign) => reign.id === calibration?.replaces && reign.toMs > nowMs - MONTH_MS,
  );
  return html`<section class="card" aria-labelledby="force-title"><h2 id="force-title">In force</h2>
  ${
    calibration?.isDamaged
      ? html`<p class="note"><b>The stated prior is in force</b>: what is stored is no curve. Take it back.</p>`
      : calibration
        ? html`<p>A curve of this site’s labels since <time datetime="${iso(fromMs)}">${clock(fromMs, frame.timeZone)}</time>, applied by <b>${calibration.appliedBy}</b>. ${interval(curve.halfWidth)}</p>`
        : html`<p>The stated prior, which is the same for every site. ${interval(curve.halfWidth)}</p>`
  }
  ${proposal ? null : html`<div class="plots">${curveChart({ before: curve, after: null, fit: null }, DAY_BOUND)}</div><p class="hint">The band is how far it may move in a day.</p>`}
  ${calibration && may(frame.reviewer, 'publish') ? rollBack(frame, { action: learning.action, id: calibration.id, isOld }) : null}</section>`;
}

const interval = (halfWidth: number): Html => html`Its interval of 80 % is ±${halfWidth.toFixed(2)} logits.`;

interface Taken {
  readonly action: string;
  readonly id: string;
  /** The curve before was in force more than thirty days ago. */
  readonly isOld: boolean;
}

function rollBack({ path }: Frame, { action, id, isOld }: Taken): Html {
  return html`<form class="learn-form" method="post" action="${path}/learning/roll-back"><input type="hidden" name="action" value="${action}"><input type="hidden" name="id" value="${id}">
  ${isOld ? html`<label class="choice"><input type="checkbox" name="named" value="yes"><span>The curve before was in force more than thirty days ago, and may be farther than 1 logit. I answer for that.</span></label>` : null}
  <button>Take it back</button><p class="hint">The curve before is in force again. One step a day, by one person.</p></form>`;
}
