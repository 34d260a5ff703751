import type { LearningView, ReportedCalibration, StoredCalibration } from '../../../decide/index.ts';
import type { Frame } from '../../frame.ts';
import { type Html, html } from '../../html.ts';
import { clock, iso } from '../../words/time.ts';

/** Curves that were proposed, applied and taken back, the newest first. */
export function historySection(frame: Frame, { calibrations }: LearningView): Html | null {
  if (calibrations.length === 0) return null;
  return html`<section class="card" aria-labelledby="history-title"><h2 id="history-title">What was proposed</h2>
  <div class="wide" tabindex="0" role="region" aria-label="Proposals"><table class="plain"><thead><tr><th scope="col">When</th><th scope="col">By</th><th scope="col">Labels</th><th scope="col">Step</th><th scope="col">State</th></tr></thead>
  <tbody>${calibrations.map((one) => rowOf(frame, one))}</tbody></table></div></section>`;
}

function rowOf({ timeZone }: Frame, one: ReportedCalibration): Html {
  const { proposedMs, proposedBy, report } = one;
  const { fraudulent, legitimate } = report.labels;
  return html`<tr><th scope="row"><time datetime="${iso(proposedMs)}">${clock(proposedMs, timeZone)}</time></th><td>${proposedBy}</td>
  <td class="number">${fraudulent + legitimate}</td><td class="number">${report.distance.proposed.toFixed(2)}</td><td>${stateOf(one, timeZone)}</td></tr>`;
}

function stateOf(
  { state, appliedBy, appliedMs, isNamed, rolledBackBy, rolledBackMs }: StoredCalibration,
  timeZone: string,
): Html {
  const at = (ms: number | null) => (ms === null ? '' : clock(ms, timeZone));
  if (state === 'proposed') return html`<span class="tag">proposed</span>`;
  const named = isNamed ? ', beyond the bound of a month' : '';
  const applied = html`<span class="tag live">applied</span> by ${appliedBy}, ${at(appliedMs)}${named}`;
  if (state === 'applied') return applied;
  return html`<span class="tag deny">taken back</span> by ${rolledBackBy === 'tellsign' ? 'itself' : rolledBackBy}, ${at(rolledBackMs)}`;
}
